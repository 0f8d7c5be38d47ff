import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { INTENSITY_UNITS, type IntensityUnit, inUnit } from "../values/intensity-unit.js";
import { scaleAndShift } from "../values/scale-and-shift.js";

/** What {@link shiftIntensity} draws from. @since 0.1.0 */
export interface ShiftIntensityOptions {
  /** What is added; −0.1 to 0.1 unless given. */
  readonly by?: RandomNumber;
  /** What `by` counts; standard deviations of the image unless given. */
  readonly unit?: IntensityUnit;
}

/** What {@link shiftIntensity} drew. @since 0.1.0 */
export interface ShiftIntensityParameters {
  readonly by: number;
  readonly unit: IntensityUnit;
}

/** @internal */
export const shiftIntensityDefinition: IntensityDefinition<ShiftIntensityOptions, ShiftIntensityParameters> = {
  name: "shiftIntensity",
  kind: "intensity",
  options: {
    by: randomNumberOption([-0.1, 0.1]),
    unit: wordOption<IntensityUnit>("standardDeviations", INTENSITY_UNITS),
  },
  sample: (rng, { by, unit }) => ({ by: drawNumber(rng.at("by"), by), unit }),
  apply: (volume, { by, unit }) => scaleAndShift(volume, 1, inUnit(by, unit, volume)),
};

/**
 * A constant added to every value.
 *
 * MONAI's `ShiftIntensity` with the unit `"value"`, its `StdShiftIntensity` with `"standardDeviations"`, where infinities and
 * NaN count for nothing and the divisor is n. TorchIO has none.
 *
 * @param options - see {@link ShiftIntensityOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function shiftIntensity(options: ShiftIntensityOptions = {}): Transform<ShiftIntensityParameters> {
  return createTransform(shiftIntensityDefinition, options);
}
