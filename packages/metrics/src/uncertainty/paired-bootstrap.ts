import { CmbError } from "@cmb/core";
import type { Interval } from "../interval.js";
import { confidenceOf } from "../interval.js";
import { type BootstrapOptions, bootstrapDraws, bootstrapInterval } from "./bootstrap-interval.js";
import { clusterCases } from "./cluster-cases.js";

/** The difference of two systems on the same cases. @since 0.1.0 */
export interface PairedDifference {
  /** Statistic of the first system minus that of the second. */
  readonly difference: number;
  readonly interval: Interval;
  /** Two-sided: twice the smaller share of resamples on either side of 0, at least 1 / (resamples + 1). */
  readonly pValue: number;
}

/**
 * The difference of a statistic between two systems, by resampling their cases in pairs.
 *
 * @param first - one entry for each case
 * @param second - the other system's entries, for the same cases in the same order
 * @param statistic - computes the quantity of one system from a list of cases
 * @param options - as for `bootstrapInterval`
 * @returns difference, interval and p value
 * @throws CmbError `SHAPE_MISMATCH` when the numbers of cases differ; as `bootstrapInterval` otherwise
 * @see Efron & Tibshirani 1993, An introduction to the bootstrap, chapter 16
 * @since 0.1.0
 */
export function pairedBootstrap<Case>(
  first: readonly Case[],
  second: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  options: BootstrapOptions,
): PairedDifference {
  confidenceOf(options);
  const pairs = pairCases("pairedBootstrap", first, second);
  const difference = (drawn: readonly (readonly [Case, Case])[]): number =>
    statistic(drawn.map(([a]) => a)) - statistic(drawn.map(([, b]) => b));
  const { clusters } = options;
  const draws =
    clusters === undefined
      ? bootstrapDraws(pairs, difference, options)
      : bootstrapDraws(clusterCases("pairedBootstrap", pairs, clusters), (drawn) => difference(drawn.flat()), options);
  const atMost = draws.filter((value) => value <= 0).length;
  const atLeast = draws.filter((value) => value >= 0).length;
  const pValue = Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (draws.length + 1));
  return { difference: difference(pairs), interval: bootstrapInterval(pairs, difference, options), pValue };
}

/**
 * Two systems' cases in pairs.
 *
 * @internal
 */
export function pairCases<Case>(
  operation: string,
  first: readonly Case[],
  second: readonly Case[],
): readonly (readonly [Case, Case])[] {
  if (first.length !== second.length) {
    const message = `${operation}: the systems have ${first.length} and ${second.length} cases; give the same cases in the same order`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [first.length], actual: [second.length] });
  }
  return first.map((entry, n) => [entry, second[n] as Case] as const);
}
