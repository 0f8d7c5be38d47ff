import type { FrocPoint } from "./froc.js";

/** False positives per scan of the CPM score: 1/8 to 8. @since 0.1.0 */
export const LUNA_RATES: readonly number[] = [0.125, 0.25, 0.5, 1, 2, 4, 8];

/** False positives per scan of the CAMELYON16 score. @since 0.1.0 */
export const CAMELYON_RATES: readonly number[] = [0.25, 0.5, 1, 2, 4, 8];

/** Sensitivities at which the protocols read the false positives per scan. @since 0.1.0 */
export const COMMON_SENSITIVITIES: readonly number[] = [0.5, 0.7, 0.8, 0.9];

/** How a curve is read between its points. @since 0.1.0 */
export type CurveReading = "linear" | "step";

/**
 * The sensitivity of a FROC curve at a number of false positives per scan.
 *
 * `"linear"` draws straight lines between points and holds the last value beyond them, as `numpy.interp`; `"step"` takes
 * the last point that has no more false positives, 0 where there is none.
 *
 * @param curve - from {@link froc}
 * @param falsePositivesPerScan - the rate
 * @param reading - between the points
 * @returns NaN for an empty curve or one without references
 * @since 0.1.0
 */
export function sensitivityAt(
  curve: readonly FrocPoint[],
  falsePositivesPerScan: number,
  reading: CurveReading,
): number {
  const last = curve.at(-1);
  if (last === undefined || curve.some(({ sensitivity }) => Number.isNaN(sensitivity))) return Number.NaN;
  // The last of several points with as many false positives is the highest: numpy.interp takes it too.
  const n = curve.findLastIndex((point) => point.falsePositivesPerScan <= falsePositivesPerScan);
  const below = curve[n];
  if (below === undefined) return reading === "step" ? 0 : (curve[0]?.sensitivity ?? Number.NaN);
  const above = curve[n + 1];
  if (reading === "step" || above === undefined || !Number.isFinite(above.falsePositivesPerScan)) {
    return below.sensitivity;
  }
  const share =
    (falsePositivesPerScan - below.falsePositivesPerScan) / (above.falsePositivesPerScan - below.falsePositivesPerScan);
  return below.sensitivity + share * (above.sensitivity - below.sensitivity);
}

/**
 * The mean sensitivity over several rates: CPM at {@link LUNA_RATES}, the CAMELYON16 score at {@link CAMELYON_RATES}.
 *
 * @param curve - from {@link froc}
 * @param rates - false positives per scan
 * @param reading - between the points
 * @returns NaN for an empty curve, one without references, or no rates
 * @since 0.1.0
 */
export function meanSensitivity(curve: readonly FrocPoint[], rates: readonly number[], reading: CurveReading): number {
  return rates.reduce((sum, rate) => sum + sensitivityAt(curve, rate, reading), 0) / rates.length;
}
