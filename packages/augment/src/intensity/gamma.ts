import { createTransform } from "../definition/create-transform.js";
import { anyOption, wordOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { raiseRange } from "../values/raise-range.js";
import { finiteRange } from "../values/statistics.js";

/** What {@link gamma} draws from. @since 0.1.0 */
export interface GammaOptions {
  /** The exponent, above 0; from e^−0.3 to e^0.3, uniform in its logarithm, unless given. */
  readonly gamma?: RandomNumber;
  /**
   * `"signed"`: `sign(v) |v|^γ`, of values that have a meaningful 0. `"rescaled"`: the image's range is taken for 0 to 1,
   * raised, and put back, so that the range stays. `"signed"` unless given.
   */
  readonly range?: "signed" | "rescaled";
  /** Whether mean and standard deviation are brought back to what they were; `false` unless given. */
  readonly retainStatistics?: boolean;
}

/** What {@link gamma} drew. @since 0.1.0 */
export interface GammaParameters {
  readonly gamma: number;
  readonly range: "signed" | "rescaled";
  readonly retainStatistics: boolean;
}

/** @internal */
export const gammaDefinition: IntensityDefinition<GammaOptions, GammaParameters> = {
  name: "gamma",
  kind: "intensity",
  options: {
    gamma: randomNumberOption(
      { distribution: "logUniform", minimum: Math.exp(-0.3), maximum: Math.exp(0.3) },
      { above: 0 },
    ),
    range: wordOption<"signed" | "rescaled">("signed", ["signed", "rescaled"]),
    retainStatistics: anyOption(false, "true or false", (value) => typeof value === "boolean"),
  },
  sample: (rng, { gamma, range, retainStatistics }) => ({
    gamma: drawNumber(rng.at("gamma"), gamma),
    range,
    retainStatistics,
  }),
  apply: async (volume, parameters, tools) => {
    const { minimum, maximum } = parameters.range === "signed" ? SIGNED : finiteRange(volume.data);
    return raiseRange(volume, { ...parameters, from: minimum, scale: maximum - minimum }, tools);
  },
};

/** As if the range were 0 to 1, which leaves values as they are before they are raised. */
const SIGNED = { minimum: 0, maximum: 1 } as const;

/**
 * Contrast by a power: `sign(v) |v|^γ`, or the same of the range rescaled to 0…1.
 *
 * `"signed"` is TorchIO's `Gamma`, `"rescaled"` MONAI's `AdjustContrast` and batchgenerators' gamma. The order of intensities
 * never changes, so that dark lesions stay darker than what is around them; {@link invertedGamma} works from the bright
 * end. Powers are exact to a rounding of float32. NaN stays NaN.
 *
 * @param options - see {@link GammaOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @example
 * ```ts
 * import { createRng, createVolume, affineFromSpacing } from "@cmb/core";
 * import { gamma } from "@cmb/augment";
 * const square = gamma({ gamma: 2 });
 * const volume = createVolume(Float32Array.of(-3, 2), [2, 1, 1], affineFromSpacing([1, 1, 1]));
 * const result = await square.apply(volume, await square.sample(createRng(1), volume));
 * [...result.data]; // => [-9, 4]
 * ```
 * @since 0.1.0
 */
export function gamma(options: GammaOptions = {}): Transform<GammaParameters> {
  return createTransform(gammaDefinition, options);
}
