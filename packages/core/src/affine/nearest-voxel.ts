import type { Affine, VoxelIndex, WorldPoint } from "../volume.js";
import { worldToVoxel } from "./world-to-voxel.js";

/**
 * The grid index nearest to a world point. It may lie outside of the image.
 *
 * @param affine - voxel to world
 * @param world - (x, y, z) in RAS+ mm
 * @returns whole (i, j, k), halves rounded up
 * @throws CmbError `SINGULAR_AFFINE` when the affine cannot be inverted
 * @since 0.1.0
 */
export function nearestVoxel(affine: Affine, world: WorldPoint): VoxelIndex {
  const [i, j, k] = worldToVoxel(affine, world);
  // Adding 0 turns the -0 that Math.round may give into 0.
  return [Math.round(i) + 0, Math.round(j) + 0, Math.round(k) + 0];
}
