import type { LongTaskOptions, Volume, VoxelArray, VoxelIndex } from "@cmb/core";
import { type AutomaticRegion, growWithAutomaticTolerance } from "./grow-with-automatic-tolerance.js";
import type { GrowthLimits } from "./growth-limits.js";
import { growthSchedule } from "./growth-schedule.js";
import type { GrowthRule } from "./region-grower.js";

/** What {@link growLesion} takes. @since 0.1.0 */
export interface GrowLesionOptions extends GrowthLimits, LongTaskOptions {
  /** Which neighbourhood is tried first, and so wins a tie: 6 unless given; MOMENI had 26. */
  readonly firstConnectivity?: 6 | 26 | undefined;
}

/** The best of the regions that {@link growLesion} tried, and how it grew. @since 0.1.0 */
export interface LesionRegion extends AutomaticRegion {
  readonly connectivity: 6 | 26;
  readonly reference: "point" | "runningAverage";
  readonly difference: "relative" | "normal";
}

/**
 * The mask of a lesion that is known as a point: the largest of the regions of all combinations of neighbourhood,
 * reference (`"point"`, `"runningAverage"`) and difference (`"relative"`, `"normal"`), each with its own tolerance.
 *
 * The first combination wins a tie. The published authors found the masks untrustworthy on low contrast, and kept only
 * the radius; see `sphereVoxels`.
 *
 * @param volume - intensities; any voxel type
 * @param seeds - the lesion's centre
 * @param options - limits as from `growthLimits`, and the order of the neighbourhoods
 * @returns the region with the most voxels
 * @throws CmbError as `growRegion`
 * @see docs/concepts/upstream-pipeline.md, first pass
 * @since 0.1.0
 */
export async function growLesion(
  volume: Volume<VoxelArray>,
  seeds: readonly VoxelIndex[],
  { firstConnectivity = 6, maximumVoxels, maximumDistanceVoxels, signal, onProgress }: GrowLesionOptions,
): Promise<LesionRegion> {
  const ways = ([firstConnectivity, firstConnectivity === 6 ? 26 : 6] as const).flatMap((connectivity) =>
    (["point", "runningAverage"] as const).flatMap((reference) =>
      (["relative", "normal"] as const).map((difference) => ({ connectivity, reference, difference })),
    ),
  );
  let best: LesionRegion | undefined;
  for (const [n, way] of ways.entries()) {
    const rule: GrowthRule = { ...way, maximumVoxels, maximumDistanceVoxels };
    const region = await growWithAutomaticTolerance(volume, seeds, {
      ...rule,
      tolerances: growthSchedule(way.difference),
      signal,
      onProgress: partOf(onProgress, n, ways.length),
    });
    if (best === undefined || region.voxels.length > best.voxels.length) best = { ...region, ...way };
  }
  return best as LesionRegion;
}

/** The progress of one of `parts` growths as progress of all; only the last may say that all is done. */
function partOf(onProgress: LongTaskOptions["onProgress"], part: number, parts: number): LongTaskOptions["onProgress"] {
  if (onProgress === undefined) return undefined;
  return ({ stage, completed, total }) => onProgress({ stage, completed: part + completed / total, total: parts });
}
