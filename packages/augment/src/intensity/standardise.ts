import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { scaleAndShift } from "../values/scale-and-shift.js";
import { meanAndDeviation } from "../values/statistics.js";

/** What {@link standardise} measures. @since 0.1.0 */
export interface StandardiseOptions {
  /** All finite voxels, or those that are not 0, as of a skull-stripped image; `"all"` unless given. */
  readonly over?: "all" | "nonzero";
}

/** What {@link standardise} has to know. @since 0.1.0 */
export interface StandardiseParameters {
  readonly over: "all" | "nonzero";
}

/** @internal */
export const standardiseDefinition: IntensityDefinition<StandardiseOptions, StandardiseParameters> = {
  name: "standardise",
  kind: "intensity",
  options: { over: wordOption<"all" | "nonzero">("all", ["all", "nonzero"]) },
  sample: (_rng, { over }) => ({ over }),
  apply: (volume, { over }) => {
    const counted = over === "all" ? volume.data : volume.data.filter((value) => value !== 0);
    const { mean, deviation } = meanAndDeviation(counted);
    const factor = deviation === 0 ? 1 : 1 / deviation;
    return scaleAndShift(volume, factor, -mean * factor);
  },
};

/**
 * Zero mean and unit variance, the population's (divisor n).
 *
 * `zScore` of `@cmb/preprocess` as a step of a composition: an image without contrast becomes 0 here, and is an error there.
 * MONAI's `NormalizeIntensity`; TorchIO's `ZNormalization` divides by n − 1. With `"nonzero"` every voxel is scaled, zeros too.
 *
 * @param options - see {@link StandardiseOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function standardise(options: StandardiseOptions = {}): Transform<StandardiseParameters> {
  return createTransform(standardiseDefinition, options);
}
