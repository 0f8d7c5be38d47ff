import type { Affine, VoxelIndex, WorldPoint } from "../volume.js";
import { invertAffine } from "./invert-affine.js";
import { voxelToWorld } from "./voxel-to-world.js";

/**
 * The continuous grid position of a world point. For a grid index use {@link nearestVoxel}: flooring this is wrong by
 * one voxel for many points, because the round trip through float64 lands just below whole numbers.
 *
 * @param affine - voxel to world
 * @param world - (x, y, z) in RAS+ mm
 * @returns continuous (i, j, k)
 * @throws CmbError `SINGULAR_AFFINE` when the affine cannot be inverted
 * @since 0.1.0
 */
export function worldToVoxel(affine: Affine, world: WorldPoint): VoxelIndex {
  return voxelToWorld(invertAffine(affine), world);
}
