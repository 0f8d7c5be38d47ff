import { filterLesions } from "../evaluation/filter-by-size.js";
import type { EvaluationCase } from "../evaluation-case.js";

/**
 * A case with the lesions of some locations alone, as the published tables by location are made: both sides are
 * filtered by their own label before matching, so that a hit whose lesions have different labels becomes one false
 * positive and one miss.
 *
 * @param evaluationCase - lesions with `location`
 * @param locations - the names to keep
 * @returns the same object where nothing is removed
 * @since 0.1.0
 */
export function filterByLocation(evaluationCase: EvaluationCase, locations: readonly string[]): EvaluationCase {
  const isKept = ({ location }: EvaluationCase["reference"][number]): boolean =>
    location !== undefined && locations.includes(location);
  return filterLesions(evaluationCase, isKept, isKept);
}
