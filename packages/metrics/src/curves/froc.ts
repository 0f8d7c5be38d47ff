import { choosePoints, curveCounter } from "./curve-counts.js";
import { assertHits, assertScores, type ScoredDetection } from "./scored-detection.js";

/** One operating point. @since 0.1.0 */
export interface FrocPoint {
  /** Predictions with at least this score count; Infinity for the start of the curve. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  /** NaN without references. */
  readonly sensitivity: number;
  readonly falsePositivesPerScan: number;
}

/** What a FROC curve is drawn over. @since 0.1.0 */
export interface FrocOptions {
  readonly referenceCount: number;
  readonly scanCount: number;
  /**
   * Which scores become points. `"all"`: every distinct one. The others repeat what published code does:
   * `"withoutLowest"` drops the lowest, 0 for missed references included (MONAI); `"withoutCollinear"` drops points
   * between equal steps (scikit-learn in nnDetection); `"openEnd"` runs the lowest, again with 0, to infinitely many
   * false positives at the sensitivity before it (picai_eval).
   */
  readonly points: "all" | "withoutLowest" | "withoutCollinear" | "openEnd";
}

/**
 * Sensitivity against false positives per scan, from strict to lenient thresholds, starting at (0, 0).
 *
 * Equal scores make one point: their order says nothing.
 *
 * @param detections - references found, each once, and false positives; missed references are left out
 * @param options - totals and the choice of points
 * @returns points by falling threshold
 * @throws CmbError `OUT_OF_RANGE` when a score is NaN, or where there are more hits than references
 * @example
 * ```ts
 * import { froc } from "@cmb/metrics";
 * const detections = [{ score: 0.9, isHit: true }, { score: 0.4, isHit: false }];
 * froc(detections, { referenceCount: 2, scanCount: 1, points: "all" }).map((point) => point.sensitivity); // => [0, 0.5, 0.5]
 * ```
 * @since 0.1.0
 */
export function froc(detections: readonly ScoredDetection[], options: FrocOptions): readonly FrocPoint[] {
  assertScores("froc", detections);
  assertHits("froc", detections, options.referenceCount);
  const counter = curveCounter(detections, new Uint8Array(detections.length));
  const counts = choosePoints(counter([1]), options.points, options.referenceCount);
  const point = (threshold: number, hits: number, falses: number): FrocPoint => ({
    threshold,
    truePositives: hits,
    falsePositives: falses,
    sensitivity: hits / options.referenceCount,
    falsePositivesPerScan: falses / options.scanCount,
  });
  const points = Array.from({ length: counts.length }, (_, n) =>
    point(counts.thresholds[n] as number, counts.hits[n] as number, counts.falses[n] as number),
  );
  return [point(Number.POSITIVE_INFINITY, 0, 0), ...points];
}
