import { CmbError } from "@cmb/core";

/** One point of evidence for a curve: a reference found at a score, or a false positive with its score. @since 0.1.0 */
export interface ScoredDetection {
  readonly score: number;
  readonly isHit: boolean;
}

/**
 * Refuses detections without a usable score.
 *
 * @param operation - what was asked for; opens the message
 * @param detections - to check
 * @throws CmbError `OUT_OF_RANGE` when a score is NaN
 * @internal
 */
export function assertScores(operation: string, detections: readonly ScoredDetection[]): void {
  const broken = detections.findIndex(({ score }) => Number.isNaN(score));
  if (broken === -1) return;
  const message = `${operation}: detection ${broken} has score NaN; leave it out or give its score`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "score", value: Number.NaN });
}
