import { normalQuantile } from "../distributions/normal.js";
import { type ConfidenceOptions, confidenceOf, type Interval } from "../interval.js";
import { pairedRatings } from "./ratings.js";

/** Lin's concordance with its parts. @since 0.1.0 */
export interface ConcordanceCorrelation {
  /** −1 to 1; NaN when neither series varies. */
  readonly value: number;
  /** Pearson's correlation: how tightly the points follow some line. */
  readonly precision: number;
  /** Bias correction factor C_b = value / precision: how near that line is to the identity. */
  readonly accuracy: number;
  readonly interval: Interval;
}

/**
 * Lin's concordance correlation coefficient of two series.
 *
 * `2·s_xy / (s_x² + s_y² + (x̄ − ȳ)²)` with variances divided by n, as in Lin 1989; interval by Fisher's z with the
 * corrected variance of 2000.
 *
 * @param x - one value for each subject
 * @param y - the other value, in the same order
 * @param options - `confidence`
 * @returns value, parts and interval
 * @throws CmbError `SHAPE_MISMATCH` when the lengths differ, `INVALID_ARGUMENT` under two subjects, `OUT_OF_RANGE` for a
 * value that is not finite
 * @see Lin 1989, doi:10.2307/2532051; Lin 2000, doi:10.1111/j.0006-341X.2000.00324.x
 * @since 0.1.0
 */
export function concordanceCorrelation(
  x: readonly number[],
  y: readonly number[],
  options: ConfidenceOptions = {},
): ConcordanceCorrelation {
  const confidence = confidenceOf(options);
  const { n, meanX, meanY, varianceX, varianceY, covariance } = moments(x, y);
  const spread = varianceX + varianceY + (meanX - meanY) ** 2;
  const value = (2 * covariance) / spread;
  const deviations = Math.sqrt(varianceX * varianceY);
  const precision = covariance / deviations;
  // Not value / precision, which is 0 / 0 for series without correlation.
  const accuracy = (2 * deviations) / spread;
  if (Math.abs(value) === 1)
    return { value, precision, accuracy, interval: { lower: value, upper: value, confidence } };
  // Lin's variance of atanh(value) with value / precision written as the accuracy.
  const shift = (meanX - meanY) ** 2 / deviations;
  const rest = 1 - value ** 2;
  const variance =
    (accuracy ** 2 * Math.max(0, 1 - precision ** 2)) / rest +
    (2 * accuracy * value ** 2 * (1 - value) * shift) / rest ** 2 -
    (accuracy ** 2 * value ** 2 * shift ** 2) / (2 * rest ** 2);
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance / (n - 2));
  const z = Math.atanh(value);
  return {
    value,
    precision,
    accuracy,
    interval: { lower: Math.tanh(z - reach), upper: Math.tanh(z + reach), confidence },
  };
}

interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly varianceX: number;
  readonly varianceY: number;
  readonly covariance: number;
}

function moments(x: readonly number[], y: readonly number[]): Moments {
  const n = pairedRatings("concordanceCorrelation", x, y).length;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  return {
    n,
    meanX,
    meanY,
    varianceX: mean(x.map((value) => (value - meanX) ** 2)),
    varianceY: mean(y.map((value) => (value - meanY) ** 2)),
    covariance: mean(x.map((value, subject) => (value - meanX) * ((y[subject] as number) - meanY))),
  };
}
