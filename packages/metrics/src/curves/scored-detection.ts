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

/**
 * Refuses more hits than there are references: each is found once.
 *
 * @param operation - what was asked for; opens the message
 * @param detections - to count
 * @param referenceCount - all references, found or missed
 * @throws CmbError `OUT_OF_RANGE` with the count
 * @internal
 */
export function assertHits(operation: string, detections: readonly ScoredDetection[], referenceCount: number): void {
  const hits = detections.reduce((count, { isHit }) => count + Number(isHit), 0);
  if (hits <= referenceCount) return;
  const message = `${operation}: ${hits} hits of ${referenceCount} references; give each reference once, with its best score`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "hits", value: hits, maximum: referenceCount });
}
