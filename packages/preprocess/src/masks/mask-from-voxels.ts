import { type Affine, type Mask, type Shape, voxelCount } from "@cmb/core";

/**
 * A mask from a list of voxels, as {@link growRegion} and {@link sphereVoxels} give them.
 *
 * @param voxels - places in memory, `i + ni · (j + nj · k)`; those beyond the grid are left out
 * @param grid - shape and affine of the mask
 * @returns a new mask, 1 at the voxels
 * @since 0.1.0
 */
export function maskFromVoxels(
  voxels: Iterable<number>,
  { shape, affine }: { readonly shape: Shape; readonly affine: Affine },
): Mask {
  const data = new Uint8Array(voxelCount(shape));
  for (const v of voxels) data[v] = 1;
  return { data, shape, affine };
}
