import type { Affine } from "../volume.js";

/**
 * The 16 numbers in column-major order, as WebGL, WebGPU and gl-matrix want them.
 *
 * @param affine - voxel to world, row-major
 * @returns a new array; the four columns one after the other
 * @since 0.1.0
 */
export function toColumnMajor(affine: Affine): number[] {
  return Array.from({ length: 16 }, (_, n) => affine[4 * (n % 4) + Math.floor(n / 4)] ?? 0);
}
