import { logistic } from "./calibrated-score.js";
import type { LearnedFeatures } from "./candidate-features.js";

type Feature = keyof LearnedFeatures;

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const lesion = ({ lesionProbability }: LearnedFeatures): string => `lesion network ${percent(lesionProbability)}`;
const place =
  (name: Feature, words: string) =>
  (features: LearnedFeatures): string | undefined =>
    features[name] === 1 ? words : undefined;

/** How a reader is told of a feature; of one that is not here, by name and number. */
const WORDS: Readonly<Partial<Record<Feature, (features: LearnedFeatures) => string | undefined>>> = {
  lesionProbability: lesion,
  lesionLogit: lesion,
  verifierLogit: ({ verifierLogit }) => `verifier ${percent(logistic(verifierLogit))}`,
  contrast: ({ contrast }) => `contrast ${contrast.toFixed(2)}`,
  logVolume: ({ logVolume }) => `${Math.exp(logVolume).toFixed(1)} mm³`,
  regionCsf: place("regionCsf", "in cerebrospinal fluid"),
  regionVentricle: place("regionVentricle", "in a ventricle"),
  regionSinus: place("regionSinus", "in a dural sinus"),
  regionOutside: place("regionOutside", "outside of the brain"),
};

/**
 * What a score was made of, for a reader: `"verifier 18 %, lesion network 71 %, 12.0 mm³"`.
 *
 * @param features - of the candidate
 * @param used - the features that the score is made of
 */
export function evidenceOf(features: LearnedFeatures, used: readonly Feature[]): string {
  const told = used.map((name) => WORDS[name] ?? (() => `${name} ${features[name].toFixed(2)}`));
  return [...new Set(told.map((words) => words(features)))].filter((words) => words !== undefined).join(", ");
}
