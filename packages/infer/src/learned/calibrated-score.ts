import { invalidField } from "../manifest/field-check.js";
import type { ModelManifest } from "../manifest/model-manifest.js";
import { LEARNED_FEATURES, type LearnedFeatures } from "./candidate-features.js";

/** Gives a candidate's score, 0 to 1. */
export type Scorer = (features: LearnedFeatures) => number;

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
    return ({ verifierLogit, lesionProbability }) =>
      networks.verifier === undefined ? lesionProbability : logistic(verifierLogit);
  }
  return (features) => {
    let logit = calibration.intercept;
    for (const [name, coefficient] of coefficients) logit += coefficient * features[name as keyof LearnedFeatures];
    return logistic(logit);
  };
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
