import { type Affine, type VoxelIndex, voxelToWorld } from "@cmb/core";

/** The affine of a grid whose voxel (0, 0, 0) is the voxel `first` of the old one, so that world positions stay. */
export function shiftAffine(affine: Affine, first: VoxelIndex): Affine {
  const [x, y, z] = voxelToWorld(affine, first);
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1];
}
