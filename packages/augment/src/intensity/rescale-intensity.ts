import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { float32Percentiles } from "../values/float32-percentiles.js";
import { scaleAndClip } from "../values/scale-and-shift.js";

/** What {@link rescaleIntensity} draws from. @since 0.1.0 */
export interface RescaleIntensityOptions {
  /** The percentile that becomes `minimum`, 0 to 100; 0 unless given. */
  readonly lower?: RandomNumber;
  /** The percentile that becomes `maximum`, 0 to 100; 100 unless given. */
  readonly upper?: RandomNumber;
  /** 0 unless given. */
  readonly minimum?: RandomNumber;
  /** 1 unless given. */
  readonly maximum?: RandomNumber;
}

/** What {@link rescaleIntensity} drew. @since 0.1.0 */
export interface RescaleIntensityParameters {
  readonly lower: number;
  readonly upper: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** @internal */
export const rescaleIntensityDefinition: IntensityDefinition<RescaleIntensityOptions, RescaleIntensityParameters> = {
  name: "rescaleIntensity",
  kind: "intensity",
  options: {
    lower: randomNumberOption(0, { minimum: 0, maximum: 100 }),
    upper: randomNumberOption(100, { minimum: 0, maximum: 100 }),
    minimum: randomNumberOption(0),
    maximum: randomNumberOption(1),
  },
  sample: (rng, options) => {
    const drawn = [drawNumber(rng.at("lower"), options.lower), drawNumber(rng.at("upper"), options.upper)] as const;
    const ends = [
      drawNumber(rng.at("minimum"), options.minimum),
      drawNumber(rng.at("maximum"), options.maximum),
    ] as const;
    return {
      lower: Math.min(...drawn),
      upper: Math.max(...drawn),
      // In order, so that nothing is inverted.
      minimum: Math.min(...ends),
      maximum: Math.max(...ends),
    };
  },
  apply: (volume, { lower, upper, minimum, maximum }) => {
    const [low = 0, high = 0] = float32Percentiles(volume.data, [lower, upper]);
    const factor = high > low ? (maximum - minimum) / (high - low) : 0;
    return scaleAndClip(volume, { factor, offset: minimum - low * factor, minimum, maximum });
  },
};

/**
 * Rescales two percentiles of the image to two values, and limits what lies beyond.
 *
 * TorchIO's `RescaleIntensity` with its `percentiles` and `out_min_max`. An image whose percentiles are equal becomes `minimum`.
 *
 * @param options - see {@link RescaleIntensityOptions}
 * @returns the transform; applying it throws `EMPTY_VOLUME` for an image without a finite value
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function rescaleIntensity(options: RescaleIntensityOptions = {}): Transform<RescaleIntensityParameters> {
  return createTransform(rescaleIntensityDefinition, options);
}
