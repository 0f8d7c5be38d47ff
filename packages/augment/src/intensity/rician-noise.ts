import { createTransform } from "../definition/create-transform.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { eachSlab } from "../values/each-slab.js";
import { gaussianStream } from "../values/gaussian-stream.js";
import { inUnit } from "../values/intensity-unit.js";
import { gaussianNoiseDefinition, type NoiseOptions, type NoiseParameters } from "./gaussian-noise.js";

/** @internal */
export const ricianNoiseDefinition: IntensityDefinition<NoiseOptions, NoiseParameters> = {
  ...gaussianNoiseDefinition,
  name: "ricianNoise",
  apply: async (volume, { standardDeviation, unit, seed }, tools) => {
    const deviation = inUnit(standardDeviation, unit, volume);
    const { data } = volume;
    const out = data.slice();
    if (deviation === 0) return { ...volume, data: out };
    const { normal } = gaussianStream(seed);
    await eachSlab(data.length, { stage: "noise", ...tools }, (from, to) => {
      for (let v = from; v < to; v++) {
        const real = (data[v] as number) + deviation * normal();
        const imaginary = deviation * normal();
        out[v] = Math.sqrt(real * real + imaginary * imaginary);
      }
    });
    return { ...volume, data: out };
  },
};

/**
 * Rician noise, as in a magnitude image: `√((v + σ n₁)² + (σ n₂)²)` with n₁, n₂ ~ N(0, 1).
 *
 * Not of zero mean: the background brightens to 1.25 σ, and the deepest lesions lose depth, which Gaussian noise does not
 * show. MONAI's `RandRicianNoise` counts σ in values of the image: the unit `"value"`. For magnitudes, 0 or more; a negative value
 * would come out positive, so that a standardised image wants {@link gaussianNoise}.
 *
 * @param options - see `NoiseOptions`
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Gudbjartsson & Patz 1995, The Rician distribution of noisy MRI data, doi:10.1002/mrm.1910340618
 * @since 0.1.0
 */
export function ricianNoise(options: NoiseOptions = {}): Transform<NoiseParameters> {
  return createTransform(ricianNoiseDefinition, options);
}
