import { tQuantile } from "../distributions/quantiles.js";
import { type ConfidenceOptions, confidenceOf, type Interval } from "../interval.js";
import { pairedRatings } from "./ratings.js";

/** Agreement of two measurements by their differences. @since 0.1.0 */
export interface BlandAltman {
  /** Mean of second − first. */
  readonly bias: number;
  readonly biasInterval: Interval;
  /** Standard deviation of the differences (n − 1). */
  readonly standardDeviation: number;
  /** bias ∓ 1.96 standard deviations: where 95 % of the differences are expected. */
  readonly limits: { readonly lower: number; readonly upper: number };
  readonly lowerLimitInterval: Interval;
  readonly upperLimitInterval: Interval;
  /** Mean and difference of each pair, for the plot. */
  readonly points: readonly { readonly mean: number; readonly difference: number }[];
}

const LIMIT_SDS = 1.96;

/**
 * Bias and limits of agreement of two series, such as a reader's and a detector's counts.
 *
 * Intervals of the limits use `SE = s·sqrt(1/n + 1.96²/(2(n − 1)))` with Student's t on n − 1 degrees of freedom.
 *
 * @param first - one value for each subject, for example the reference count
 * @param second - the other value, in the same order
 * @param options - `confidence`
 * @returns bias, limits, their intervals, and the points of the plot
 * @throws CmbError `SHAPE_MISMATCH` when the lengths differ, `INVALID_ARGUMENT` under two subjects, `OUT_OF_RANGE` for a
 * value that is not finite
 * @see Bland & Altman 1986, doi:10.1016/S0140-6736(86)90837-8; 1999, doi:10.1177/096228029900800204
 * @since 0.1.0
 */
export function blandAltman(
  first: readonly number[],
  second: readonly number[],
  options: ConfidenceOptions = {},
): BlandAltman {
  const confidence = confidenceOf(options);
  const points = pairedRatings("blandAltman", first, second).map(([a, b]) => ({
    mean: (a + b) / 2,
    difference: b - a,
  }));
  const n = points.length;
  const bias = points.reduce((sum, { difference }) => sum + difference, 0) / n;
  const squares = points.reduce((sum, { difference }) => sum + (difference - bias) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (n - 1));
  const t = tQuantile((1 + confidence) / 2, n - 1);
  const around = (centre: number, standardError: number): Interval => ({
    lower: centre - t * standardError,
    upper: centre + t * standardError,
    confidence,
  });
  const limits = { lower: bias - LIMIT_SDS * standardDeviation, upper: bias + LIMIT_SDS * standardDeviation };
  const limitError = standardDeviation * Math.sqrt(1 / n + LIMIT_SDS ** 2 / (2 * (n - 1)));
  return {
    bias,
    biasInterval: around(bias, standardDeviation / Math.sqrt(n)),
    standardDeviation,
    limits,
    lowerLimitInterval: around(limits.lower, limitError),
    upperLimitInterval: around(limits.upper, limitError),
    points,
  };
}
