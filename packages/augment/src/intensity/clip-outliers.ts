import { createTransform } from "../definition/create-transform.js";
import { anyOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { float32Percentiles } from "../values/float32-percentiles.js";
import { scaleAndClip, scaleAndShift } from "../values/scale-and-shift.js";
import { meanAndDeviation } from "../values/statistics.js";

/** What {@link clipOutliers} draws from. @since 0.1.0 */
export interface ClipOutliersOptions {
  /** The percentile below which values become it, 0 to 100; 0.2 unless given. */
  readonly lower?: RandomNumber;
  /** The percentile above which values become it, 0 to 100; 99.8 unless given. */
  readonly upper?: RandomNumber;
  /** Whether mean and standard deviation are brought back to what they were; `false` unless given. */
  readonly retainStatistics?: boolean;
}

/** What {@link clipOutliers} drew. @since 0.1.0 */
export interface ClipOutliersParameters {
  readonly lower: number;
  readonly upper: number;
  readonly retainStatistics: boolean;
}

/** @internal */
export const clipOutliersDefinition: IntensityDefinition<ClipOutliersOptions, ClipOutliersParameters> = {
  name: "clipOutliers",
  kind: "intensity",
  options: {
    lower: randomNumberOption(0.2, { minimum: 0, maximum: 100 }),
    upper: randomNumberOption(99.8, { minimum: 0, maximum: 100 }),
    retainStatistics: anyOption(false, "true or false", (value) => typeof value === "boolean"),
  },
  sample: (rng, { lower, upper, retainStatistics }) => {
    const drawn = [drawNumber(rng.at("lower"), lower), drawNumber(rng.at("upper"), upper)] as const;
    return { lower: Math.min(...drawn), upper: Math.max(...drawn), retainStatistics };
  },
  apply: (volume, { lower, upper, retainStatistics }) => {
    const [minimum = 0, maximum = 0] = float32Percentiles(volume.data, [lower, upper]);
    const clipped = scaleAndClip(volume, { factor: 1, offset: 0, minimum, maximum });
    if (!retainStatistics) return clipped;
    const before = meanAndDeviation(volume.data);
    const after = meanAndDeviation(clipped.data);
    const factor = after.deviation === 0 ? 0 : before.deviation / after.deviation;
    return scaleAndShift(clipped, factor, before.mean - after.mean * factor);
  },
};

/**
 * Cuts off outliers: values beyond two percentiles of the image become these.
 *
 * Percentiles as `percentiles` of `@cmb/preprocess` has them, NumPy's. MONAI's `ClipIntensityPercentiles` and, with
 * `retainStatistics`, batchgenerators' `CutOffOutliersTransform`. Microbleeds are among the darkest voxels there are: a lower percentile
 * above 0 takes away how deep they are.
 *
 * @param options - see {@link ClipOutliersOptions}
 * @returns the transform; applying it throws `EMPTY_VOLUME` for an image without a finite value
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function clipOutliers(options: ClipOutliersOptions = {}): Transform<ClipOutliersParameters> {
  return createTransform(clipOutliersDefinition, options);
}
