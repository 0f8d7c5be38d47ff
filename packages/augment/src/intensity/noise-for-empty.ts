import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { gaussianStream } from "../values/gaussian-stream.js";

/** What {@link noiseForEmpty} draws from. @since 0.1.0 */
export interface NoiseForEmptyOptions {
  /** Of the noise, 0 or more; 0.001 unless given. */
  readonly standardDeviation?: RandomNumber;
}

/** What {@link noiseForEmpty} drew: the noise follows from the seed. @since 0.1.0 */
export interface NoiseForEmptyParameters {
  readonly standardDeviation: number;
  readonly seed: number;
}

/** @internal */
export const noiseForEmptyDefinition: IntensityDefinition<NoiseForEmptyOptions, NoiseForEmptyParameters> = {
  name: "noiseForEmpty",
  kind: "intensity",
  options: { standardDeviation: randomNumberOption(0.001, { minimum: 0 }) },
  sample: (rng, { standardDeviation }) => ({
    standardDeviation: drawNumber(rng.at("standardDeviation"), standardDeviation),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { standardDeviation, seed }) => {
    const data = volume.data.slice();
    if (data.some((value) => value !== 0)) return { ...volume, data };
    const { normal } = gaussianStream(seed);
    for (let v = 0; v < data.length; v++) data[v] = standardDeviation * normal();
    return { ...volume, data };
  },
};

/**
 * An image of zeros becomes Gaussian noise; any other one stays as it is.
 *
 * The published system's `ReplaceEmptyChannelsWithNoise`, so that a missing sequence can be standardised. Its standard deviation is not published.
 *
 * @param options - see {@link NoiseForEmptyOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function noiseForEmpty(options: NoiseForEmptyOptions = {}): Transform<NoiseForEmptyParameters> {
  return createTransform(noiseForEmptyDefinition, options);
}
