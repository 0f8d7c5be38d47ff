import { fQuantile } from "../distributions/quantiles.js";
import { type ConfidenceOptions, confidenceOf, type Interval } from "../interval.js";
import { type Ratings, ratingsSize } from "./ratings.js";

/** An intraclass correlation with its interval. @since 0.1.0 */
export interface IntraclassCorrelation {
  /** At most 1; NaN when nothing varies at all. */
  readonly value: number;
  readonly interval: Interval;
}

/** Options of {@link intraclassCorrelation}. @since 0.1.0 */
export interface IntraclassCorrelationOptions extends ConfidenceOptions {
  /**
   * `"ICC(2,1)"`: absolute agreement, raters drawn from many; a rater who always counts more lowers it.
   * `"ICC(3,1)"`: consistency, these raters only; a constant difference does not matter.
   */
  readonly form: "ICC(2,1)" | "ICC(3,1)";
}

/**
 * Intraclass correlation of single ratings from a two-way table without replication.
 *
 * With the mean squares of subjects R, raters C and error E for n subjects and k raters:
 * `ICC(2,1) = (R − E) / (R + (k − 1)·E + k·(C − E)/n)`, `ICC(3,1) = (R − E) / (R + (k − 1)·E)`.
 *
 * @param ratings - one row for each subject, one column for each rater
 * @param options - `form` has no default, because the two forms answer different questions
 * @returns value and interval
 * @throws CmbError `SHAPE_MISMATCH`, `INVALID_ARGUMENT` or `OUT_OF_RANGE` for a table that is not one
 * @see Shrout & Fleiss 1979, doi:10.1037/0033-2909.86.2.420; intervals: McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30, table 7
 * @since 0.1.0
 */
export function intraclassCorrelation(ratings: Ratings, options: IntraclassCorrelationOptions): IntraclassCorrelation {
  const squares = meanSquares(ratings);
  return options.form === "ICC(2,1)"
    ? agreement(squares, confidenceOf(options))
    : consistency(squares, confidenceOf(options));
}

interface MeanSquares {
  readonly n: number;
  readonly k: number;
  readonly subjects: number;
  readonly raters: number;
  readonly error: number;
}

function meanSquares(ratings: Ratings): MeanSquares {
  const { subjects: n, raters: k } = ratingsSize("intraclassCorrelation", ratings);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rowMeans = ratings.map(mean);
  const columnMeans = Array.from({ length: k }, (_, rater) => mean(ratings.map((row) => row[rater] as number)));
  const grand = mean(rowMeans);
  const squaresFrom = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
  let residual = 0;
  ratings.forEach((row, subject) => {
    row.forEach((rating, rater) => {
      residual += (rating - (rowMeans[subject] as number) - (columnMeans[rater] as number) + grand) ** 2;
    });
  });
  return {
    n,
    k,
    subjects: (k * squaresFrom(rowMeans)) / (n - 1),
    raters: (n * squaresFrom(columnMeans)) / (k - 1),
    error: residual / ((n - 1) * (k - 1)),
  };
}

function consistency({ n, k, subjects, error }: MeanSquares, confidence: number): IntraclassCorrelation {
  const upperTail = (1 + confidence) / 2;
  const ratio = subjects / error;
  const low = ratio / fQuantile(upperTail, n - 1, (n - 1) * (k - 1));
  const high = ratio * fQuantile(upperTail, (n - 1) * (k - 1), n - 1);
  const toCorrelation = (f: number): number => (f === Number.POSITIVE_INFINITY ? 1 : (f - 1) / (f + k - 1));
  const value = (subjects - error) / (subjects + (k - 1) * error);
  return { value, interval: { lower: toCorrelation(low), upper: toCorrelation(high), confidence } };
}

function agreement({ n, k, subjects, raters, error }: MeanSquares, confidence: number): IntraclassCorrelation {
  const value = (subjects - error) / (subjects + (k - 1) * error + (k * (raters - error)) / n);
  if (value === 1) return { value, interval: { lower: 1, upper: 1, confidence } };
  const upperTail = (1 + confidence) / 2;
  // Satterthwaite's degrees of freedom of the denominator, McGraw & Wong, table 7.
  const a = (k * value) / (n * (1 - value));
  const b = 1 + (k * value * (n - 1)) / (n * (1 - value));
  const df = (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const low = fQuantile(upperTail, n - 1, df);
  const high = fQuantile(upperTail, df, n - 1);
  const scale = k * raters + (k * n - k - n) * error;
  const lower = (n * (subjects - low * error)) / (low * scale + n * subjects);
  const upper = (n * (high * subjects - error)) / (scale + n * high * subjects);
  return { value, interval: { lower, upper, confidence } };
}
