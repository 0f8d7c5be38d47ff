import { type MeanSummary, summariseMean } from "../statistics/summarise.js";

/** One lesion's features with what became of it. @since 0.1.0 */
export interface OutcomeRow {
  /** For example `"TP"`, `"FN"`, `"FP"`, or a data set and an outcome. */
  readonly outcome: string;
  /** Undefined measurements are NaN. */
  readonly features: Readonly<Record<string, number>>;
}

/** Features of the lesions of one outcome. @since 0.1.0 */
export interface OutcomeSummary {
  readonly outcome: string;
  readonly lesionCount: number;
  readonly features: Readonly<Record<string, MeanSummary>>;
}

/**
 * Mean ± SD of lesion features by outcome: what found lesions look like beside missed ones.
 *
 * @param rows - one for each lesion
 * @returns outcomes in the order of their names; undefined measurements are passed over
 * @since 0.1.0
 */
export function summariseByOutcome(rows: readonly OutcomeRow[]): readonly OutcomeSummary[] {
  const outcomes = [...new Set(rows.map(({ outcome }) => outcome))].sort();
  return outcomes.map((outcome) => {
    const group = rows.filter((row) => row.outcome === outcome);
    const names = [...new Set(group.flatMap(({ features }) => Object.keys(features)))];
    const summaries = names.map(
      (name) => [name, summariseMean(group.map(({ features }) => features[name] ?? Number.NaN))] as const,
    );
    return { outcome, lesionCount: group.length, features: Object.fromEntries(summaries) };
  });
}
