import type { Matching } from "../matching/match-rule.js";
import { type DetectionRates, type ScanCounts, type ScoringConventions, scoreCounts } from "./score-counts.js";

/** How a matching becomes counts and rates. @since 0.1.0 */
export interface MatchingConventions extends ScoringConventions {
  /** A prediction that meets the criterion with a reference that went to another: false positive, or not counted. */
  readonly duplicateHits: "ignore" | "falsePositive";
  /** True positives are the references found, or the predictions matched (they differ where several may hit one). */
  readonly truePositivesAre: "references" | "predictions";
}

/** Counts and rates of one scan. @since 0.1.0 */
export interface DetectionScores extends ScanCounts, DetectionRates {
  /** Predictions that met the criterion and lost their reference to another. */
  readonly repeatedHits: number;
  readonly absoluteCountDifference: number;
  /** NaN without references. */
  readonly falsePositivesPerMicrobleed: number;
}

/**
 * Counts and rates of one matched scan.
 *
 * @param matching - from {@link matchLesions}
 * @param conventions - repeated hits, empty sides; no defaults
 * @returns counts, and rates that are NaN where undefined
 * @since 0.1.0
 */
export function scoreMatching(matching: Matching, conventions: MatchingConventions): DetectionScores {
  const { referenceCount, predictionCount } = matching;
  const found = matching.referenceFound.filter((isFound) => isFound).length;
  const outcomes = matching.predictionOutcome;
  const matched = outcomes.filter((outcome) => outcome === "matched").length;
  const repeatedHits = outcomes.filter((outcome) => outcome === "repeat").length;
  const falseAlarms = predictionCount - matched - repeatedHits;
  const counts: ScanCounts = {
    truePositives: conventions.truePositivesAre === "references" ? found : matched,
    falsePositives: falseAlarms + (conventions.duplicateHits === "falsePositive" ? repeatedHits : 0),
    falseNegatives: referenceCount - found,
    referenceCount,
    predictionCount,
  };
  return {
    ...counts,
    ...scoreCounts(counts, conventions),
    repeatedHits,
    absoluteCountDifference: Math.abs(referenceCount - predictionCount),
    falsePositivesPerMicrobleed: referenceCount === 0 ? Number.NaN : counts.falsePositives / referenceCount,
  };
}
