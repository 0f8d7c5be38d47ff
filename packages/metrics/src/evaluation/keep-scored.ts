import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import type { Foreground } from "../labelling/labelling-rule.js";
import { filterLesions } from "./filter-by-size.js";

/**
 * A case at another operating point: without the predictions whose score does not pass the cut.
 *
 * @param evaluationCase - one scan
 * @param cut - `scoreCut` of a protocol; null leaves all
 * @returns the same object where nothing is removed; predictions without a score stay
 * @internal
 */
export function keepScored(evaluationCase: EvaluationCase, cut: Foreground | null): EvaluationCase {
  return cut === null
    ? evaluationCase
    : filterLesions(
        evaluationCase,
        () => true,
        (lesion) => passesCut(lesion, cut),
      );
}

/** Whether a prediction's score passes; one without a score does. @internal */
export function passesCut({ score }: Lesion, { threshold, includes }: Foreground): boolean {
  return score === undefined || (includes === "from" ? score >= threshold : score > threshold);
}
