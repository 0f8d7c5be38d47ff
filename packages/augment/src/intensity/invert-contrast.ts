import { createTransform } from "../definition/create-transform.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { scaleAndShift } from "../values/scale-and-shift.js";
import { finiteRange } from "../values/statistics.js";

/** {@link invertContrast} has none. @since 0.1.0 */
export type InvertContrastOptions = Readonly<Record<never, never>>;

/** {@link invertContrast} draws nothing. @since 0.1.0 */
export type InvertContrastParameters = Readonly<Record<never, never>>;

/** @internal */
export const invertContrastDefinition: IntensityDefinition<InvertContrastOptions, InvertContrastParameters> = {
  name: "invertContrast",
  kind: "intensity",
  options: {},
  sample: () => ({}),
  apply: (volume) => {
    const { minimum, maximum } = finiteRange(volume.data);
    return scaleAndShift(volume, -1, minimum + maximum);
  },
};

/**
 * Dark for bright: `min + max − v`, so that the range stays.
 *
 * batchgenerators' `InvertImageTransform` negates (`−v`) and moves the range. A microbleed is told from a calcification and
 * from fat by its polarity on magnitude images: a network trained with this transform cannot use it. The presets
 * `cmbSafe` and `strong` do without.
 *
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for any option
 * @since 0.1.0
 */
export function invertContrast(options: InvertContrastOptions = {}): Transform<InvertContrastParameters> {
  return createTransform(invertContrastDefinition, options);
}
