import type { CurveResult } from "../evaluation/create-evaluation.js";

/**
 * Where a FROC curve ends: the false positives per scan of its last operating point, beyond which its value is held.
 *
 * @param curve - of a result
 * @returns 0 for a curve without points
 * @internal
 */
export function lastRate({ points }: Pick<CurveResult, "points">): number {
  return Math.max(0, ...points.map((point) => point.falsePositivesPerScan).filter(Number.isFinite));
}

/**
 * Which of the rates that a curve is read at lie beyond its last operating point.
 *
 * @param curve - of a result
 * @returns rates in their order
 * @internal
 */
export function heldRates(curve: CurveResult): readonly number[] {
  const end = lastRate(curve);
  return curve.sensitivityAt.map((reading) => reading.falsePositivesPerScan).filter((rate) => rate > end);
}
