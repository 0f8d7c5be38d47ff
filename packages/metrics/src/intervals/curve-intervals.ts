import type { FrocPoint } from "../curves/froc.js";
import type { CurveRule } from "../protocols/protocol.js";
import { type GroupDraws, type IntervalEstimate, intervalOfDraws } from "./bootstrap-group.js";
import { CURVE_SUMMARIES } from "./curve-group.js";
import { wholeBand } from "./whole-band.js";

/** One place of a FROC curve with its band. @since 0.1.0 */
export interface FrocBandPoint extends IntervalEstimate {
  readonly falsePositivesPerScan: number;
  /** Ends of the band that holds the whole curve, not each place by itself, with the stated confidence. */
  readonly bandLower: number;
  readonly bandUpper: number;
}

/** Intervals of what is read off the FROC curve. @since 0.1.0 */
export interface CurveIntervals {
  readonly meanSensitivity: IntervalEstimate;
  readonly averagePrecision: IntervalEstimate;
  readonly caseAuroc: IntervalEstimate;
  /** `estimate` is the sensitivity at the rate. */
  readonly sensitivityAt: readonly (IntervalEstimate & { readonly falsePositivesPerScan: number })[];
  /** `estimate` is the rate at which the sensitivity is reached; Infinity where it is not. */
  readonly falsePositivesPerScanAt: readonly (IntervalEstimate & { readonly sensitivity: number })[];
  /** By rising false positives per scan, at up to 101 of the curve's own rates; `estimate` is the sensitivity. */
  readonly band: readonly FrocBandPoint[];
}

const MOST_BAND_POINTS = 101;

/**
 * The rates at which a curve's band is measured: its own, thinned evenly where there are many.
 *
 * @param points - of the curve
 * @returns rising and finite
 * @internal
 */
export function bandRatesOf(points: readonly FrocPoint[]): readonly number[] {
  const rates = [...new Set(points.map((point) => point.falsePositivesPerScan))].filter(Number.isFinite);
  if (rates.length <= MOST_BAND_POINTS) return rates;
  const step = (rates.length - 1) / (MOST_BAND_POINTS - 1);
  return Array.from({ length: MOST_BAND_POINTS }, (_, n) => rates[Math.round(n * step)] as number);
}

/**
 * Intervals and band of a curve from the draws of its group.
 *
 * @param drawn - draws that hold those of `curveGroup` from `offset` on
 * @param offset - first statistic of the curve
 * @param options - the curve's rule, the band's rates, confidence
 * @returns by the names of the curve's readings
 * @internal
 */
export function curveIntervals(
  drawn: GroupDraws,
  offset: number,
  {
    rule,
    bandRates,
    confidence,
  }: { readonly rule: CurveRule; readonly bandRates: readonly number[]; readonly confidence: number },
): CurveIntervals {
  const at = (n: number): IntervalEstimate => intervalOfDraws(drawn, offset + n, confidence);
  const ratesFrom = CURVE_SUMMARIES.length;
  const sensitivitiesFrom = ratesFrom + rule.rates.length;
  const bandFrom = sensitivitiesFrom + rule.sensitivities.length;
  const columns = drawn.draws.slice(offset + bandFrom, offset + bandFrom + bandRates.length);
  const { lower, upper } = wholeBand(columns, confidence);
  return {
    meanSensitivity: at(0),
    averagePrecision: at(1),
    caseAuroc: at(2),
    sensitivityAt: rule.rates.map((falsePositivesPerScan, n) => ({ falsePositivesPerScan, ...at(ratesFrom + n) })),
    falsePositivesPerScanAt: rule.sensitivities.map((sensitivity, n) => ({
      sensitivity,
      ...at(sensitivitiesFrom + n),
    })),
    band: bandRates.map((falsePositivesPerScan, n) => {
      const interval = at(bandFrom + n);
      return {
        falsePositivesPerScan,
        ...interval,
        bandLower: Math.min(lower[n] as number, interval.lower),
        bandUpper: Math.max(upper[n] as number, interval.upper),
      };
    }),
  };
}
