import { CmbError, type LongTaskOptions, type Mask, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { finiteValues } from "./finite-values.js";
import { assertPercents, percentilesInPlace } from "./percentiles.js";
import { constantImage } from "./z-score.js";

/** The standard scale of a group of scans, plain data for JSON. @since 0.1.0 */
export interface IntensityLandmarks {
  /** Ascending, from 0 to 100. */
  readonly percentiles: readonly number[];
  /** The standard value of each percentile. */
  readonly values: readonly number[];
}

/** One scan of the group. @since 0.1.0 */
export interface LandmarkImage {
  readonly volume: Volume<VoxelArray>;
  /** Percentiles are those under the mask; of the whole image unless given. */
  readonly mask?: Mask | undefined;
}

/** The scale that {@link trainLandmarks} makes. @since 0.1.0 */
export interface TrainLandmarksOptions extends LongTaskOptions {
  /** Ascending, at least two; 1, 10, 20 … 90, 99 unless given. */
  readonly percentiles?: readonly number[] | undefined;
  /** Where the first and the last percentile of each scan go; [0, 100] unless given. */
  readonly range?: readonly [lower: number, upper: number] | undefined;
}

const DECILES: readonly number[] = [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99];

/**
 * The standard intensity scale of a group of scans (Nyúl & Udupa): percentiles of each scan, mapped so that the first
 * and the last one meet the range, and averaged over the scans.
 *
 * As in TorchIO's `HistogramStandardization.train`, which also lists quartiles and then does not use them; it cuts at
 * the same percentiles and has the same range. The package `intensity-normalization` uses the same percentiles and the
 * range [1, 100]. Nyúl & Udupa take the mode of the foreground as middle landmark; deciles are their later proposal.
 *
 * @param images - scans in memory, or one by one from a generator, which then need not all be there at once
 * @param options - see {@link TrainLandmarksOptions}; progress counts scans, and the total is `Infinity` for a generator
 * @returns landmarks for {@link applyLandmarks}
 * @throws CmbError `EMPTY_VOLUME` when there is no scan, or one without finite voxels or with equal outer percentiles;
 * `SHAPE_MISMATCH` when a mask has another grid; `OUT_OF_RANGE` when percentiles or range are not ascending; the
 * signal's reason when aborted
 * @see Nyúl, Udupa & Zhang 2000, New variants of a method of MRI scale standardization, doi:10.1109/42.836373
 * @since 0.1.0
 */
export async function trainLandmarks(
  images: Iterable<LandmarkImage> | AsyncIterable<LandmarkImage>,
  { percentiles = DECILES, range = [0, 100], signal, onProgress }: TrainLandmarksOptions = {},
): Promise<IntensityLandmarks> {
  assertPercents("trainLandmarks", percentiles);
  assertAscending("percentiles", percentiles);
  assertAscending("range", range);
  const total = Array.isArray(images) ? images.length : Number.POSITIVE_INFINITY;
  const task = startLongTask(total, { signal, onProgress });
  const sums = percentiles.map(() => 0);
  let n = 0;
  for await (const { volume, mask } of images) {
    const found = percentilesInPlace(finiteValues("trainLandmarks", volume, mask), percentiles);
    const [first, last] = [found[0] as number, found.at(-1) as number];
    if (first === last) throw constantImage("trainLandmarks", volume, first);
    for (const [p, value] of found.entries()) {
      sums[p] = (sums[p] as number) + range[0] + ((value - first) * (range[1] - range[0])) / (last - first);
    }
    await task.advance("intensity landmarks", ++n);
  }
  if (n === 0)
    throw new CmbError("EMPTY_VOLUME", "trainLandmarks: there is no scan; give at least one", { shape: [0] });
  return { percentiles: [...percentiles], values: sums.map((sum) => sum / n) };
}

function assertAscending(name: string, numbers: readonly number[]): void {
  const at = numbers.findIndex(
    (value, n) => !Number.isFinite(value) || (n > 0 && !(value > (numbers[n - 1] as number))),
  );
  if (numbers.length >= 2 && at === -1) return;
  const message = `trainLandmarks: ${name} are [${numbers.join(", ")}]; give at least two finite numbers in ascending order`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value: numbers[Math.max(0, at)] ?? Number.NaN });
}
