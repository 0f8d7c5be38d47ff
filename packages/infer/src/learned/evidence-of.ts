import type { LearnedFeatures } from "./candidate-features.js";

/** Which features are said in words when they are 1. */
const PLACES: readonly (readonly [keyof LearnedFeatures, string])[] = [
  ["regionCsf", "in cerebrospinal fluid"],
  ["regionVentricle", "in a ventricle"],
  ["regionSinus", "in a dural sinus"],
  ["regionOutside", "outside of the brain"],
];

/** What the networks and the measures say of a candidate, for a reader: `"lesion network 71 %, verifier 18 %, …"`. */
export function evidenceOf(features: LearnedFeatures): string {
  const { lesionProbability, verifierLogit, contrast, logVolume } = features;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  // 0 where there is no verifier, and of no real one.
  const verifier = verifierLogit === 0 ? [] : [`verifier ${percent(1 / (1 + Math.exp(-verifierLogit)))}`];
  const places = PLACES.filter(([name]) => features[name] === 1).map(([, words]) => words);
  return [
    `lesion network ${percent(lesionProbability)}`,
    ...verifier,
    `contrast ${contrast.toFixed(2)}`,
    `${Math.exp(logVolume).toFixed(1)} mm³`,
    ...places,
  ].join(", ");
}
