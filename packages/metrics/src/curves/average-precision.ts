import { froc } from "./froc.js";
import { assertHits, type ScoredDetection } from "./scored-detection.js";

/**
 * The area under precision against recall by steps: Σ (recallₙ − recallₙ₋₁) · precisionₙ over falling thresholds.
 *
 * @param detections - references found, each once, and false positives
 * @param referenceCount - all references, found or missed
 * @returns 0 to 1; NaN without references
 * @throws CmbError `OUT_OF_RANGE` when a score is NaN, or where there are more hits than references
 * @see scikit-learn's `average_precision_score`, which this equals
 * @since 0.1.0
 */
export function averagePrecision(detections: readonly ScoredDetection[], referenceCount: number): number {
  assertHits("averagePrecision", detections, referenceCount);
  if (referenceCount === 0) return Number.NaN;
  const points = froc(detections, { referenceCount, scanCount: 1, points: "all" });
  let area = 0;
  let found = 0;
  for (const { truePositives, falsePositives } of points.slice(1)) {
    area += ((truePositives - found) / referenceCount) * (truePositives / (truePositives + falsePositives));
    found = truePositives;
  }
  return area;
}
