import { compareResults, type JsonValue, toJsonValue } from "@cmb/metrics";
import type { LesionOutcome, ReportedEvaluation, SystemComparison } from "@cmb/metrics/report";

/** All that an evaluation gave. */
export interface EvaluationOutcome {
  readonly evaluations: readonly ReportedEvaluation[];
  /** Of the first system beside each other one. */
  readonly comparisons: readonly SystemComparison[];
  /** What is odd about images. */
  readonly imageWarnings: readonly string[];
}

/** What `cmb evaluate --json` prints; undefined quantities are null. */
export function evaluationToJson(
  { evaluations, comparisons, imageWarnings }: EvaluationOutcome,
  { explain }: { readonly explain: boolean },
): JsonValue {
  return toJsonValue({
    schemaVersion: 1,
    results: evaluations.map(
      ({ result: { protocol, parameters, cases, strata = {}, ...rest }, system, lesions = [] }) => ({
        protocol,
        ...(system !== undefined && { system }),
        parameters,
        cases: explain ? withLesions(cases, lesions) : cases,
        ...rest,
        strata,
      }),
    ),
    ...(comparisons.length > 0 && { comparisons }),
    warnings: [
      ...compareResults(evaluations.map(({ result }) => result)).map(({ message }) => message),
      ...imageWarnings,
      ...new Set(comparisons.flatMap(({ warnings }) => warnings)),
    ],
  });
}

function withLesions(
  cases: ReportedEvaluation["result"]["cases"],
  lesions: readonly LesionOutcome[],
): readonly unknown[] {
  const byCase = new Map<string, LesionOutcome[]>();
  for (const lesion of lesions) {
    const own = byCase.get(lesion.caseId) ?? [];
    byCase.set(lesion.caseId, own);
    own.push(lesion);
  }
  return cases.map((each) => ({ ...each, lesions: byCase.get(each.id) ?? [] }));
}
