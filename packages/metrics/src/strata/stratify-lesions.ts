import type { CaseEvaluation } from "../evaluation/evaluate-case.js";
import type { Lesion } from "../evaluation-case.js";
import type { LesionStratumIntervals } from "../intervals/stratum-intervals.js";

/** Lesions of one stratum. References and predictions are grouped each by themselves. @since 0.1.0 */
export interface LesionStratum {
  readonly name: string;
  readonly referenceCount: number;
  readonly found: number;
  /** found / referenceCount; NaN without references. */
  readonly recall: number;
  readonly predictionCount: number;
  readonly matched: number;
  /** matched / predictions that count; NaN without any. Repeated hits count as the protocol has them. */
  readonly precision: number;
  /** Where an evaluation made the stratum, unless intervals were declined. */
  readonly intervals?: LesionStratumIntervals;
}

/** Counts of one stratum. @internal */
export interface LesionTally {
  referenceCount: number;
  found: number;
  predictionCount: number;
  matched: number;
  /** Predictions that count. */
  counted: number;
}

/**
 * Recall over groups of reference lesions and precision over groups of predicted lesions, from one matching.
 *
 * The lesions are matched first and grouped after: a hit whose two lesions lie in different groups is a hit in both.
 * The published tables by location filter first and match after; {@link filterByLocation} does that.
 *
 * @param evaluations - from {@link evaluateCase}
 * @param nameOf - the group of a lesion; undefined leaves it out
 * @param options - what a repeated hit is
 * @returns strata in the order of their names
 * @since 0.1.0
 */
export function stratifyLesions(
  evaluations: readonly Pick<CaseEvaluation, "matchedCase" | "matching">[],
  nameOf: (lesion: Lesion) => string | undefined,
  options: { readonly duplicateHits: "ignore" | "falsePositive" },
): readonly LesionStratum[] {
  const total = new Map<string, LesionTally>();
  for (const evaluation of evaluations) {
    for (const [name, tally] of tallyLesions(evaluation, nameOf, options)) {
      const sum = total.get(name) ?? emptyTally();
      total.set(name, sum);
      for (const count of Object.keys(sum) as (keyof LesionTally)[]) sum[count] += tally[count];
    }
  }
  return [...total]
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([name, { counted, ...tally }]) => ({
      name,
      ...tally,
      recall: tally.found / tally.referenceCount,
      precision: tally.matched / counted,
    }));
}

/**
 * The counts of one scan's lesions by stratum.
 *
 * @internal
 */
export function tallyLesions(
  { matchedCase, matching }: Pick<CaseEvaluation, "matchedCase" | "matching">,
  nameOf: (lesion: Lesion) => string | undefined,
  options: { readonly duplicateHits: "ignore" | "falsePositive" },
): ReadonlyMap<string, LesionTally> {
  const tallies = new Map<string, LesionTally>();
  const tallyOf = (lesion: Lesion): LesionTally | undefined => {
    const name = nameOf(lesion);
    if (name === undefined) return undefined;
    const tally = tallies.get(name) ?? emptyTally();
    tallies.set(name, tally);
    return tally;
  };
  for (const [n, lesion] of matchedCase.reference.entries()) {
    const tally = tallyOf(lesion);
    if (tally === undefined) continue;
    tally.referenceCount++;
    if (matching.referenceFound[n]) tally.found++;
  }
  for (const [n, lesion] of matchedCase.prediction.entries()) {
    const tally = tallyOf(lesion);
    if (tally === undefined) continue;
    const outcome = matching.predictionOutcome[n];
    tally.predictionCount++;
    if (outcome === "matched") tally.matched++;
    if (outcome !== "repeat" || options.duplicateHits === "falsePositive") tally.counted++;
  }
  return tallies;
}

function emptyTally(): LesionTally {
  return { referenceCount: 0, found: 0, predictionCount: 0, matched: 0, counted: 0 };
}
