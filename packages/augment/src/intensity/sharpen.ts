import { gaussianSmooth } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";

/** What {@link sharpen} draws from. @since 0.1.0 */
export interface SharpenOptions {
  /** Width of the blur that keeps noise down first, 0 or more; 0 mm unless given. */
  readonly smoothingMm?: RandomNumber;
  /** Width of the blur whose result is taken away, above 0; 0.5 to 1 mm unless given. */
  readonly maskMm?: RandomNumber;
  /** How much of the difference is added, 0 or more; 0.5 to 2 unless given. */
  readonly amount?: RandomNumber;
}

/** What {@link sharpen} drew. @since 0.1.0 */
export interface SharpenParameters {
  readonly smoothingMm: number;
  readonly maskMm: number;
  readonly amount: number;
}

/** @internal */
export const sharpenDefinition: IntensityDefinition<SharpenOptions, SharpenParameters> = {
  name: "sharpen",
  kind: "intensity",
  options: {
    smoothingMm: randomNumberOption(0, { minimum: 0 }),
    maskMm: randomNumberOption([0.5, 1], { above: 0 }),
    amount: randomNumberOption([0.5, 2], { minimum: 0 }),
  },
  sample: (rng, { smoothingMm, maskMm, amount }) => ({
    smoothingMm: drawNumber(rng.at("smoothingMm"), smoothingMm),
    maskMm: drawNumber(rng.at("maskMm"), maskMm),
    amount: drawNumber(rng.at("amount"), amount),
  }),
  apply: (volume, { smoothingMm, maskMm, amount }) => {
    const sharp = smoothingMm === 0 ? volume : gaussianSmooth(volume, { sigmaMm: smoothingMm });
    const out = sharp.data.slice();
    if (amount === 0) return { ...volume, data: out };
    const soft = gaussianSmooth(sharp, { sigmaMm: maskMm }).data;
    for (let v = 0; v < out.length; v++) {
      const value = out[v] as number;
      out[v] = value + amount * (value - (soft[v] as number));
    }
    return { ...volume, data: out };
  },
};

/**
 * Unsharp masking: `b + a (b − G b)`, where b is the image, blurred a little where noise has to be kept down.
 *
 * MONAI's `GaussianSharpen`, in mm and with lower defaults: its amount of 10 to 30 makes rims of several times the contrast. Dark lesions get
 * deeper and a bright rim, and may come out negative.
 *
 * @param options - see {@link SharpenOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function sharpen(options: SharpenOptions = {}): Transform<SharpenParameters> {
  return createTransform(sharpenDefinition, options);
}
