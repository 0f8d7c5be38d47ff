import { CmbError } from "@cmb/core";
import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { type ConfidenceOptions, confidenceOf, type Interval } from "../interval.js";

/** The area under a ROC curve with its interval. @since 0.1.0 */
export interface DelongAuroc {
  /** Probability that a positive case scores above a negative one, ties counting half. */
  readonly value: number;
  readonly standardError: number;
  /** Normal approximation, cut to 0…1. */
  readonly interval: Interval;
}

/**
 * Area under the ROC curve with DeLong's interval.
 *
 * @param positiveScores - scores of the cases with the condition
 * @param negativeScores - scores of the cases without
 * @param options - `confidence`
 * @returns area, standard error and interval; the last two are NaN with fewer than two cases on a side
 * @throws CmbError `INVALID_ARGUMENT` when a side is empty or a score is NaN
 * @see DeLong et al. 1988, doi:10.2307/2531595; midrank form: Sun & Xu 2014, doi:10.1109/LSP.2014.2337313
 * @since 0.1.0
 */
export function delongAuroc(
  positiveScores: readonly number[],
  negativeScores: readonly number[],
  options: ConfidenceOptions = {},
): DelongAuroc {
  const confidence = confidenceOf(options);
  const placements = placementValues(positiveScores, negativeScores);
  const value = mean(placements.positive);
  const standardError = Math.sqrt(covarianceOf(placements, placements));
  const reach = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    value,
    standardError,
    interval: { lower: Math.max(0, value - reach), upper: Math.min(1, value + reach), confidence },
  };
}

/** Scores of one system on the cases with and without the condition. @since 0.1.0 */
export interface ClassScores {
  readonly positive: readonly number[];
  readonly negative: readonly number[];
}

/**
 * DeLong's test of two correlated areas: two systems on the same cases.
 *
 * @param first - scores of one system
 * @param second - scores of the other, for the same cases in the same order
 * @returns difference of the areas (first − second), z and two-sided p value; p is 1 when the systems order the cases alike
 * @throws CmbError `SHAPE_MISMATCH` when the numbers of cases differ; as {@link delongAuroc} otherwise
 * @see DeLong et al. 1988, doi:10.2307/2531595
 * @since 0.1.0
 */
export function delongTest(
  first: ClassScores,
  second: ClassScores,
): { readonly difference: number; readonly z: number; readonly pValue: number } {
  const expected = [first.positive.length, first.negative.length];
  const actual = [second.positive.length, second.negative.length];
  if (expected[0] !== actual[0] || expected[1] !== actual[1]) {
    const message = `delongTest: the systems scored ${expected.join(" + ")} and ${actual.join(" + ")} cases; give the same cases in the same order`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected, actual });
  }
  const a = placementValues(first.positive, first.negative);
  const b = placementValues(second.positive, second.negative);
  const difference = mean(a.positive) - mean(b.positive);
  const variance = covarianceOf(a, a) + covarianceOf(b, b) - 2 * covarianceOf(a, b);
  const z = difference === 0 ? 0 : difference / Math.sqrt(variance);
  return { difference, z, pValue: 2 * normalCdf(-Math.abs(z)) };
}

/** For each case the share of the other side that it beats, ties counting half. */
function placementValues(
  positive: readonly number[],
  negative: readonly number[],
): { readonly positive: readonly number[]; readonly negative: readonly number[] } {
  if (positive.length === 0 || negative.length === 0 || [...positive, ...negative].some(Number.isNaN)) {
    const message = `delong: ${positive.length} positive and ${negative.length} negative scores; give at least one of each, without NaN`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "scores", value: [positive.length, negative.length] });
  }
  return {
    positive: sharesBelow(positive, negative),
    negative: sharesBelow(negative, positive).map((share) => 1 - share),
  };
}

function sharesBelow(scores: readonly number[], others: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(others).sort();
  return scores.map(
    (score) => (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / (2 * sorted.length),
  );
}

/** How many sorted values are below the score, or not above it. */
function countBelow(sorted: Float64Array, score: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] as number;
    if (value < score || (orEqual && value === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Placements = ReturnType<typeof placementValues>;

function covarianceOf(a: Placements, b: Placements): number {
  return (
    sampleCovariance(a.positive, b.positive) / a.positive.length +
    sampleCovariance(a.negative, b.negative) / a.negative.length
  );
}

function sampleCovariance(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  return x.reduce((sum, value, n) => sum + (value - meanX) * ((y[n] as number) - meanY), 0) / (x.length - 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
