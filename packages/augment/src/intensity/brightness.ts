import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { scaleAndShift } from "../values/scale-and-shift.js";

/** What {@link brightness} draws from. @since 0.1.0 */
export interface BrightnessOptions {
  /** What values are multiplied by, above 0; 0.75 to 1.25 unless given. */
  readonly factor?: RandomNumber;
}

/** What {@link brightness} drew. @since 0.1.0 */
export interface BrightnessParameters {
  readonly factor: number;
}

/** @internal */
export const brightnessDefinition: IntensityDefinition<BrightnessOptions, BrightnessParameters> = {
  name: "brightness",
  kind: "intensity",
  options: { factor: randomNumberOption([0.75, 1.25], { above: 0 }) },
  sample: (rng, { factor }) => ({ factor: drawNumber(rng.at("factor"), factor) }),
  apply: (volume, { factor }) => scaleAndShift(volume, factor, 0),
};

/**
 * Brightness: every value times one factor.
 *
 * nnU-Net's multiplicative brightness and, with `factor − 1`, MONAI's `ScaleIntensity(factor)`. An image that is divided by
 * its own median afterwards does not change.
 *
 * @param options - see {@link BrightnessOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function brightness(options: BrightnessOptions = {}): Transform<BrightnessParameters> {
  return createTransform(brightnessDefinition, options);
}
