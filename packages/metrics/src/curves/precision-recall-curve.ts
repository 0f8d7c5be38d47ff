import { froc } from "./froc.js";
import type { ScoredDetection } from "./scored-detection.js";

/** One point of a precision-recall curve. @since 0.1.0 */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * Precision against recall at every distinct score, by falling threshold; starts at recall 0 with precision 1.
 *
 * @param detections - references found, each once, and false positives
 * @param referenceCount - all references, found or missed
 * @returns recall is NaN without references
 * @throws CmbError `OUT_OF_RANGE` when a score is NaN
 * @since 0.1.0
 */
export function precisionRecallCurve(
  detections: readonly ScoredDetection[],
  referenceCount: number,
): readonly PrecisionRecallPoint[] {
  return froc(detections, { referenceCount, scanCount: 1, points: "all" }).map((point) => ({
    threshold: point.threshold,
    precision: point.threshold === Number.POSITIVE_INFINITY ? 1 : precisionOf(point),
    recall: point.sensitivity,
  }));
}

function precisionOf(point: { readonly truePositives: number; readonly falsePositives: number }): number {
  return point.truePositives / (point.truePositives + point.falsePositives);
}
