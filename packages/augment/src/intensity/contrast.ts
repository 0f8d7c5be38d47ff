import { createTransform } from "../definition/create-transform.js";
import { anyOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { scaleAndClip } from "../values/scale-and-shift.js";
import { finiteRange, meanAndDeviation } from "../values/statistics.js";

/** What {@link contrast} draws from. @since 0.1.0 */
export interface ContrastOptions {
  /** What differences to the mean are multiplied by, above 0; 0.75 to 1.25 unless given. */
  readonly factor?: RandomNumber;
  /** Whether results are limited to the range that the image had; `true` unless given. */
  readonly preserveRange?: boolean;
}

/** What {@link contrast} drew. @since 0.1.0 */
export interface ContrastParameters {
  readonly factor: number;
  readonly preserveRange: boolean;
}

/** @internal */
export const contrastDefinition: IntensityDefinition<ContrastOptions, ContrastParameters> = {
  name: "contrast",
  kind: "intensity",
  options: {
    factor: randomNumberOption([0.75, 1.25], { above: 0 }),
    preserveRange: anyOption(true, "true or false", (value) => typeof value === "boolean"),
  },
  sample: (rng, { factor, preserveRange }) => ({ factor: drawNumber(rng.at("factor"), factor), preserveRange }),
  apply: (volume, { factor, preserveRange }) => {
    if (factor === 1) return { ...volume, data: volume.data.slice() };
    const { mean } = meanAndDeviation(volume.data);
    const limits = preserveRange ? finiteRange(volume.data) : { minimum: -Infinity, maximum: Infinity };
    return scaleAndClip(volume, { factor, offset: mean * (1 - factor), ...limits });
  },
};

/**
 * Contrast: `mean + factor (v − mean)`, limited to the range that the image had.
 *
 * nnU-Net's and batchgenerators' `ContrastTransform` with `preserve_range`. The mean is that of the whole image. A factor
 * above 1 can press the darkest values together at the minimum: a black lesion on a dark vein may become one with it.
 *
 * @param options - see {@link ContrastOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function contrast(options: ContrastOptions = {}): Transform<ContrastParameters> {
  return createTransform(contrastDefinition, options);
}
