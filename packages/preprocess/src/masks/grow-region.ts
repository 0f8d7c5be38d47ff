import type { Volume, VoxelArray, VoxelIndex } from "@cmb/core";
import { createRegionGrower, type GrowthRule } from "./region-grower.js";

/** A region that grew from seeds. @since 0.1.0 */
export interface GrownRegion {
  /** Its voxels by their place in memory, the seeds first, then in the order in which they were taken. */
  readonly voxels: Uint32Array;
  /** Whether it was stopped because it became larger than `maximumVoxels`; it then has one voxel more. */
  readonly exceeded: boolean;
}

/**
 * Grows a region from seeds through neighbours of similar intensity, first in, first out.
 *
 * Each neighbour is tested once, by the first voxel that reaches it, and not again by a later one, even where it was
 * refused; so a larger tolerance need not give a larger region. A neighbour is taken when its difference from the
 * reference is at most `tolerance` and it is near enough to the mean of the seeds. Neighbours are tested in the order
 * of i, then j, then k; NaN is never taken.
 *
 * @param volume - intensities; any voxel type
 * @param seeds - voxels of the grid; a seed that comes twice counts once
 * @param options - the tolerance and the {@link GrowthRule}
 * @returns the region
 * @throws CmbError `INVALID_ARGUMENT` when there is no seed, one lies beyond the grid, or an option is none of
 * its values
 * @see docs/concepts/upstream-pipeline.md, first pass
 * @since 0.1.0
 */
export function growRegion(
  volume: Volume<VoxelArray>,
  seeds: readonly VoxelIndex[],
  options: GrowthRule & { readonly tolerance: number },
): GrownRegion {
  const grower = createRegionGrower(volume, seeds, options);
  const { exceeded } = grower.grow(options.tolerance);
  return { voxels: grower.voxels(), exceeded };
}
