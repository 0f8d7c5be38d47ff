import type { Affine, VoxelIndex, WorldPoint } from "../volume.js";

/**
 * The world position of a voxel's centre, in RAS+ millimetres.
 *
 * @param affine - voxel to world
 * @param voxel - (i, j, k), whole or continuous
 * @returns (x, y, z) in mm
 * @since 0.1.0
 */
export function voxelToWorld(affine: Affine, voxel: VoxelIndex): WorldPoint {
  const [i, j, k] = voxel;
  return [
    affine[0] * i + affine[1] * j + affine[2] * k + affine[3],
    affine[4] * i + affine[5] * j + affine[6] * k + affine[7],
    affine[8] * i + affine[9] * j + affine[10] * k + affine[11],
  ];
}
