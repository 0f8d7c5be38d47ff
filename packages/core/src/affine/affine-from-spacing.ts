import type { Affine } from "../volume.js";

/**
 * An axis-aligned RAS affine with the given voxel size.
 *
 * @param spacingMm - mm per voxel along i, j and k
 * @param originMm - world position of voxel (0, 0, 0); the world's origin unless given
 * @returns a new affine
 * @since 0.1.0
 */
export function affineFromSpacing(
  spacingMm: readonly [number, number, number],
  originMm: readonly [number, number, number] = [0, 0, 0],
): Affine {
  const [di, dj, dk] = spacingMm;
  const [x, y, z] = originMm;
  return [di, 0, 0, x, 0, dj, 0, y, 0, 0, dk, z, 0, 0, 0, 1];
}
