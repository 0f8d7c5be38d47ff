import { createTransform } from "../definition/create-transform.js";
import { drawNumber } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { raiseRange } from "../values/raise-range.js";
import { finiteRange } from "../values/statistics.js";
import { type GammaOptions, type GammaParameters, gammaDefinition } from "./gamma.js";

/** What {@link invertedGamma} draws from. @since 0.1.0 */
export type InvertedGammaOptions = Pick<GammaOptions, "gamma" | "retainStatistics">;

/** What {@link invertedGamma} drew. @since 0.1.0 */
export type InvertedGammaParameters = Pick<GammaParameters, "gamma" | "retainStatistics">;

/** @internal */
export const invertedGammaDefinition: IntensityDefinition<InvertedGammaOptions, InvertedGammaParameters> = {
  name: "invertedGamma",
  kind: "intensity",
  options: { gamma: gammaDefinition.options.gamma, retainStatistics: gammaDefinition.options.retainStatistics },
  sample: (rng, { gamma, retainStatistics }) => ({ gamma: drawNumber(rng.at("gamma"), gamma), retainStatistics }),
  apply: async (volume, parameters, tools) => {
    const { minimum, maximum } = finiteRange(volume.data);
    return raiseRange(volume, { ...parameters, from: maximum, scale: minimum - maximum }, tools);
  },
};

/**
 * Gamma of the negative image: `max − (max − min) ((max − v) / (max − min))^γ`.
 *
 * nnU-Net's gamma with `p_invert_image`. The contrast is not inverted: the image is negated, raised and negated back, so
 * that bright values are spread or pressed together where `gamma` does so to dark ones.
 *
 * @param options - see {@link InvertedGammaOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function invertedGamma(options: InvertedGammaOptions = {}): Transform<InvertedGammaParameters> {
  return createTransform(invertedGammaDefinition, options);
}
