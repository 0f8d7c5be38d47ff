import { type EvaluationCase, filterLesions, type Protocol } from "@cmb/metrics";

/**
 * A case at another operating point: without the predictions whose score does not pass the protocol's threshold.
 *
 * A list of lesions has been made at some threshold already; a stricter one is applied to the scores. Predictions
 * without a score stay.
 */
export function keepScored(evaluationCase: EvaluationCase, { parameters }: Protocol): EvaluationCase {
  const { threshold, includes } = parameters.predictionForeground;
  const passes = (score: number): boolean => (includes === "from" ? score >= threshold : score > threshold);
  return filterLesions(
    evaluationCase,
    () => true,
    ({ score }) => score === undefined || passes(score),
  );
}
