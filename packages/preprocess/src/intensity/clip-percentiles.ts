import type { Mask, Volume, VoxelArray } from "@cmb/core";
import { clipTo } from "./clip.js";
import { finiteValues } from "./finite-values.js";
import { assertPercents, percentilesInPlace } from "./percentiles.js";

/** Limits of {@link clipPercentiles}. @since 0.1.0 */
export interface ClipPercentilesOptions {
  /** The lower and the upper limit, each from 0 to 100, as {@link percentiles} defines them. */
  readonly percentiles: readonly [lower: number, upper: number];
  /** The percentiles are those under the mask; of the whole image unless given. Every voxel is limited either way. */
  readonly mask?: Mask | undefined;
}

/**
 * Limits the values of an image to two of its own percentiles.
 *
 * NaN and infinities take no part in the percentiles; NaN stays NaN. A constant image stays as it is.
 *
 * @param volume - any voxel type
 * @param options - see {@link ClipPercentilesOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `EMPTY_VOLUME` when no finite voxel is left, `SHAPE_MISMATCH` when the mask has another grid,
 * `OUT_OF_RANGE` when a percentile is not from 0 to 100 or the lower one is above the upper one
 * @since 0.1.0
 */
export function clipPercentiles(volume: Volume<VoxelArray>, options: ClipPercentilesOptions): Volume {
  const { percentiles, mask } = options;
  assertPercents("clipPercentiles", percentiles);
  const [lower, upper] = percentilesInPlace(finiteValues("clipPercentiles", volume, mask), percentiles);
  return clipTo(volume, lower as number, upper as number);
}
