import { COEFFICIENTS } from "./coefficients.js";
import type { CandidateFeatures } from "./measure-candidate.js";

/** What the logistic score is linear in. */
export type ScoreTerms = Readonly<Record<Exclude<keyof typeof COEFFICIENTS, "intercept">, number>>;

/** The terms of the score, each limited to the range that it was fitted on. */
export function scoreTerms(features: CandidateFeatures): ScoreTerms {
  return {
    logContrast: Math.log(clamp(features.contrast, 0.03, 1)),
    logContrastToNoise: Math.log(clamp(features.contrastToNoise, 1, 20)),
    logDiameter: Math.log(clamp(features.diameterMm, 1, 10)),
    elongation: clamp(features.elongation, 0, 1),
    tubularity: clamp(features.tubularity, 0, 1),
    blobness: clamp(features.blobness, 0, 0.5),
    softEdge: clamp(features.softEdgeMm, 0, 5),
    clutter: clamp(features.clutter, 0, 1),
    openShare: clamp(features.openShare, 0, 0.5),
    nearEdge: Math.exp(-features.edgeMm / 2),
  };
}

/** How likely a candidate is a microbleed, 0 to 1: a logistic function of {@link scoreTerms}. */
export function scoreCandidate(features: CandidateFeatures): number {
  const terms = scoreTerms(features);
  let logit: number = COEFFICIENTS.intercept;
  for (const [name, value] of Object.entries(terms)) logit += value * COEFFICIENTS[name as keyof ScoreTerms];
  return 1 / (1 + Math.exp(-logit));
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(maximum, Math.max(minimum, value));
}
