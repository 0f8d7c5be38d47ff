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

/** Who each case belongs to, for cases that are not independent such as repeated scans. @since 0.1.0 */
export interface ClassClusters {
  /** The patient of each positive score, in the same order. */
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** Options of {@link delongAuroc}. @since 0.1.0 */
export interface DelongOptions extends ConfidenceOptions {
  /** Patients; every case by itself unless given. */
  readonly clusters?: ClassClusters | undefined;
}

/**
 * Area under the ROC curve with DeLong's interval, or Obuchowski's where cases come in clusters.
 *
 * @param positiveScores - scores of the cases with the condition
 * @param negativeScores - scores of the cases without
 * @param options - `confidence` and `clusters`
 * @returns area, standard error and interval; the last two are NaN with fewer than two cases or clusters on a side
 * @throws CmbError `INVALID_ARGUMENT` when a side is empty or a score is NaN, `SHAPE_MISMATCH` when a side has another
 * number of clusters' names than scores
 * @see DeLong et al. 1988, doi:10.2307/2531595; midrank form: Sun & Xu 2014, doi:10.1109/LSP.2014.2337313; clusters:
 * Obuchowski 1997, doi:10.2307/2533958
 * @since 0.1.0
 */
export function delongAuroc(
  positiveScores: readonly number[],
  negativeScores: readonly number[],
  options: DelongOptions = {},
): DelongAuroc {
  const confidence = confidenceOf(options);
  const placements = placementValues(positiveScores, negativeScores);
  const value = mean(placements.positive);
  const clusters = clustersOf({ positive: positiveScores, negative: negativeScores }, options.clusters);
  const standardError = Math.sqrt(covarianceOf(placements, placements, clusters));
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
 * @param clusters - patients of the cases; every case by itself unless given
 * @returns difference of the areas (first − second), z and two-sided p value; p is 1 when the systems order the cases alike
 * @throws CmbError `SHAPE_MISMATCH` when the numbers of cases differ; as {@link delongAuroc} otherwise
 * @see DeLong et al. 1988, doi:10.2307/2531595; clusters: Obuchowski 1997, doi:10.2307/2533958
 * @since 0.1.0
 */
export function delongTest(
  first: ClassScores,
  second: ClassScores,
  clusters?: ClassClusters,
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
  const members = clustersOf(first, clusters);
  const variance = covarianceOf(a, a, members) + covarianceOf(b, b, members) - 2 * covarianceOf(a, b, members);
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

interface Members {
  /** The cluster of each case, counted from 0. */
  readonly positive: readonly number[];
  readonly negative: readonly number[];
  readonly count: number;
}

function clustersOf({ positive, negative }: ClassScores, clusters: ClassClusters | undefined): Members {
  if (clusters === undefined) {
    return {
      positive: [...positive.keys()],
      negative: negative.map((_, n) => positive.length + n),
      count: positive.length + negative.length,
    };
  }
  const expected = [positive.length, negative.length];
  const actual = [clusters.positive.length, clusters.negative.length];
  if (expected[0] !== actual[0] || expected[1] !== actual[1]) {
    const message = `delong: ${expected.join(" + ")} scores and clusters of ${actual.join(" + ")} cases; name the cluster of every score`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected, actual });
  }
  const names = [...new Set([...clusters.positive, ...clusters.negative])];
  const place = new Map(names.map((name, n) => [name, n]));
  const membersOf = (side: readonly string[]): number[] => side.map((name) => place.get(name) as number);
  return { positive: membersOf(clusters.positive), negative: membersOf(clusters.negative), count: names.length };
}

/** Obuchowski 1997, equations 6 to 9: sums within clusters take the place of cases. One case a cluster gives DeLong's. */
function covarianceOf(a: Placements, b: Placements, members: Members): number {
  const sides = (["positive", "negative"] as const).map((side) => ({
    first: clusterSums(a[side], members[side], members.count),
    second: clusterSums(b[side], members[side], members.count),
    clusters: new Set(members[side]).size,
    cases: members[side].length,
  }));
  const dot = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, n) => sum + value * (y[n] as number), 0);
  const within = sides.reduce(
    (sum, { first, second, clusters, cases }) =>
      sum + ((clusters / (clusters - 1)) * dot(first, second)) / (cases * cases),
    0,
  );
  const [positive, negative] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const crossed = dot(positive.first, negative.second) + dot(negative.first, positive.second);
  const between = (members.count / (members.count - 1)) * crossed;
  return within + between / (positive.cases * negative.cases);
}

/** For each cluster the sum of its placement values less the mean of all. */
function clusterSums(placements: readonly number[], members: readonly number[], count: number): Float64Array {
  const centre = mean(placements);
  const sums = new Float64Array(count);
  for (const [n, placement] of placements.entries()) {
    const cluster = members[n] as number;
    sums[cluster] = (sums[cluster] as number) + placement - centre;
  }
  return sums;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
