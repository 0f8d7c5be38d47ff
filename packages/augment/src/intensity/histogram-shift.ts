import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { mapByCurve } from "../values/curve.js";

/** What {@link histogramShift} draws from. @since 0.1.0 */
export interface HistogramShiftOptions {
  /** Points of the curve, its two ends included, a whole number of 3 or more; 10 unless given. A drawn number is rounded. */
  readonly points?: RandomNumber;
}

/** What {@link histogramShift} drew. @since 0.1.0 */
export interface HistogramShiftParameters {
  /** The curve on even steps of the image's range, both from 0 to 1, in ascending order. */
  readonly curve: readonly number[];
}

/** @internal */
export const histogramShiftDefinition: IntensityDefinition<HistogramShiftOptions, HistogramShiftParameters> = {
  name: "histogramShift",
  kind: "intensity",
  options: { points: randomNumberOption(10, { minimum: 3, maximum: 1000 }) },
  sample: (rng, { points }) => {
    const count = Math.round(drawNumber(rng.at("points"), points));
    const curve = Array.from({ length: count }, (_, n) => n / (count - 1));
    // In turn, each between the one before, drawn already, and the one after, in its old place.
    for (let n = 1; n < count - 1; n++) curve[n] = rng.at("curve", n).uniform(curve[n - 1], curve[n + 1]);
    return { curve };
  },
  apply: (volume, { curve }) => mapByCurve(volume, curve),
};

/**
 * Values go through a random curve that rises from the image's minimum to its maximum, straight between its points.
 *
 * MONAI's `RandHistogramShift`. The order of intensities is kept, apart from values that fall together where the curve is flat.
 *
 * @param options - see {@link HistogramShiftOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function histogramShift(options: HistogramShiftOptions = {}): Transform<HistogramShiftParameters> {
  return createTransform(histogramShiftDefinition, options);
}
