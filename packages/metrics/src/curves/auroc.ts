import { CmbError } from "@cmb/core";
import { weightedAuroc } from "./weighted-auroc.js";

/** A score with what it should have said. @since 0.1.0 */
export interface ScoredTarget {
  readonly score: number;
  readonly isPositive: boolean;
}

/**
 * The area under the ROC curve: the chance that a positive scores above a negative, ties counting half.
 *
 * @param targets - scans or lesions with their scores
 * @returns 0 to 1; NaN where one class is missing
 * @throws CmbError `OUT_OF_RANGE` when a score is NaN
 * @see Hanley & McNeil 1982, doi:10.1148/radiology.143.1.7063747
 * @since 0.1.0
 */
export function auroc(targets: readonly ScoredTarget[]): number {
  if (targets.some(({ score }) => Number.isNaN(score))) {
    const message = "auroc: a score is NaN; leave that case out or give its score";
    throw new CmbError("OUT_OF_RANGE", message, { name: "score", value: Number.NaN });
  }
  return weightedAuroc(targets)(new Uint8Array(targets.length).fill(1));
}
