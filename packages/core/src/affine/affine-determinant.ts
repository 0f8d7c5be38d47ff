import type { Affine } from "../volume.js";

/**
 * Determinant of the 3×3 part of an affine: signed mm³ per voxel, negative where the grid is left-handed.
 *
 * @param affine - voxel to world
 * @returns volume of one voxel in mm³, with sign
 * @since 0.1.0
 */
export function affineDeterminant(affine: Affine): number {
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
