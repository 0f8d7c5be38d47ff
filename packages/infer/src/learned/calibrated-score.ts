import { invalidField } from "../manifest/field-check.js";
import type { ModelManifest } from "../manifest/model-manifest.js";
import { LEARNED_FEATURES, type LearnedFeatures } from "./candidate-features.js";

/** How candidates are scored. */
export interface Scorer {
  /** 0 to 1. */
  readonly score: (features: LearnedFeatures) => number;
  /** What the score is made of. */
  readonly used: readonly (keyof LearnedFeatures)[];
}

/**
 * How a model scores: the logistic function of its calibration, or where it has no coefficients the probability of its
 * last network.
 *
 * @param manifest - of the model
 * @throws CmbError `INVALID_MODEL` when a coefficient is that of no feature, or of a network that the model lacks
 */
export function scorerOf({ calibration, networks }: Pick<ModelManifest, "calibration" | "networks">): Scorer {
  const coefficients = Object.entries(calibration?.coefficients ?? {});
  const channels = networks.lesions.flatMap((network) => network.channels);
  const missing = new Set<string>([
    ...(networks.verifier === undefined ? ["verifierLogit"] : []),
    ...(channels.includes("centre") ? [] : ["centreProbability"]),
    ...(channels.includes("mimic") ? [] : ["mimicProbability"]),
  ]);
  const known = LEARNED_FEATURES.filter((name) => !missing.has(name));
  for (const [name, coefficient] of coefficients) {
    if (known.some((feature) => feature === name)) continue;
    throw invalidField(`manifest.calibration.coefficients.${name}`, coefficient, `one of ${known.join(", ")}`);
  }
  if (calibration === undefined || coefficients.length === 0) {
    if (networks.verifier === undefined) return { used: ["lesionProbability"], score: (of) => of.lesionProbability };
    return { used: ["verifierLogit"], score: (of) => logistic(of.verifierLogit) };
  }
  const weights = coefficients as readonly (readonly [keyof LearnedFeatures, number])[];
  return {
    used: weights.map(([name]) => name),
    score: (features) => {
      let logit = calibration.intercept;
      for (const [name, weight] of weights) logit += weight * features[name];
      return logistic(logit);
    },
  };
}

/** The probability that a logit stands for. */
export function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
