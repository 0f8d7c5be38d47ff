import type { FrocPoint } from "./froc.js";
import type { CurveReading } from "./sensitivity-at.js";

/**
 * The false positives per scan at which a FROC curve first reaches a sensitivity.
 *
 * `"linear"` draws straight lines between points, `"step"` takes the first point that reaches it.
 *
 * @param curve - from {@link froc}
 * @param sensitivity - 0 to 1
 * @param reading - between the points
 * @returns Infinity where no threshold reaches the sensitivity; NaN for an empty curve or one without references
 * @example
 * ```ts
 * import { falsePositivesPerScanAt, froc } from "@cmb/metrics";
 * const detections = [{ score: 0.9, isHit: true }, { score: 0.7, isHit: false }, { score: 0.4, isHit: true }];
 * const curve = froc(detections, { referenceCount: 2, scanCount: 4, points: "all" });
 * [0.5, 1].map((sensitivity) => falsePositivesPerScanAt(curve, sensitivity, "linear")); // => [0, 0.25]
 * ```
 * @since 0.1.0
 */
export function falsePositivesPerScanAt(
  curve: readonly FrocPoint[],
  sensitivity: number,
  reading: CurveReading,
): number {
  if (curve.length === 0 || curve.some((point) => Number.isNaN(point.sensitivity))) return Number.NaN;
  const n = curve.findIndex((point) => point.sensitivity >= sensitivity);
  const [before, here] = [curve[n - 1], curve[n]];
  if (here === undefined) return Number.POSITIVE_INFINITY;
  if (reading === "step" || before === undefined) return here.falsePositivesPerScan;
  const share = (sensitivity - before.sensitivity) / (here.sensitivity - before.sensitivity);
  return before.falsePositivesPerScan + share * (here.falsePositivesPerScan - before.falsePositivesPerScan);
}
