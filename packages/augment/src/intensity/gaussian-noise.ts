import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { eachSlab } from "../values/each-slab.js";
import { gaussianStream } from "../values/gaussian-stream.js";
import { INTENSITY_UNITS, type IntensityUnit, inUnit } from "../values/intensity-unit.js";

/** What {@link gaussianNoise} and `ricianNoise` draw from. @since 0.1.0 */
export interface NoiseOptions {
  /** Standard deviation of the noise, 0 or more; 0 to 0.25 unless given. */
  readonly standardDeviation?: RandomNumber;
  /** What it counts; standard deviations of the image unless given. */
  readonly unit?: IntensityUnit;
}

/** What {@link gaussianNoise} and `ricianNoise` drew: all noise follows from the seed. @since 0.1.0 */
export interface NoiseParameters {
  readonly standardDeviation: number;
  readonly unit: IntensityUnit;
  readonly seed: number;
}

/** @internal */
export const gaussianNoiseDefinition: IntensityDefinition<NoiseOptions, NoiseParameters> = {
  name: "gaussianNoise",
  kind: "intensity",
  options: {
    standardDeviation: randomNumberOption([0, 0.25], { minimum: 0 }),
    unit: wordOption<IntensityUnit>("standardDeviations", INTENSITY_UNITS),
  },
  sample: (rng, { standardDeviation, unit }) => ({
    standardDeviation: drawNumber(rng.at("standardDeviation"), standardDeviation),
    unit,
    seed: drawSeed(rng.at("seed")),
  }),
  apply: async (volume, { standardDeviation, unit, seed }, tools) => {
    const deviation = inUnit(standardDeviation, unit, volume);
    const { data } = volume;
    const out = data.slice();
    if (deviation === 0) return { ...volume, data: out };
    const { normal } = gaussianStream(seed);
    await eachSlab(data.length, { stage: "noise", ...tools }, (from, to) => {
      for (let v = from; v < to; v++) out[v] = (data[v] as number) + deviation * normal();
    });
    return { ...volume, data: out };
  },
};

/**
 * Gaussian noise: `v + σ n`, with n ~ N(0, 1) for each voxel by itself.
 *
 * TorchIO's `Noise` and MONAI's `GaussianNoise` count σ in values of the image: the unit `"value"`. What a magnitude image has is
 * `ricianNoise`.
 *
 * @param options - see {@link NoiseOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function gaussianNoise(options: NoiseOptions = {}): Transform<NoiseParameters> {
  return createTransform(gaussianNoiseDefinition, options);
}
