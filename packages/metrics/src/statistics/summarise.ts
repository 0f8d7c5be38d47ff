import { sortedQuantile } from "../uncertainty/sorted-quantile.js";

/** Mean and spread of the defined values of one quantity. @since 0.1.0 */
export interface MeanSummary {
  readonly mean: number;
  /** Sample standard deviation (n − 1); NaN below two values. */
  readonly standardDeviation: number;
  /** How many values were defined. */
  readonly count: number;
}

/** Median and quartiles of the defined values of one quantity. @since 0.1.0 */
export interface MedianSummary {
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly count: number;
}

/**
 * Mean and sample standard deviation; NaN values are passed over.
 *
 * @param values - any order
 * @returns NaN where nothing is defined
 * @since 0.1.0
 */
export function summariseMean(values: readonly number[]): MeanSummary {
  const defined = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const count = defined.length;
  const mean = defined.reduce((sum, value) => sum + value, 0) / count;
  const squares = defined.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1)), count };
}

/**
 * Median and quartiles; NaN values are passed over.
 *
 * @param values - any order
 * @returns NaN where nothing is defined
 * @since 0.1.0
 */
export function summariseMedian(values: readonly number[]): MedianSummary {
  const defined = values.filter((value) => !Number.isNaN(value));
  return {
    median: quantile(defined, 0.5),
    q1: quantile(defined, 0.25),
    q3: quantile(defined, 0.75),
    count: defined.length,
  };
}

/**
 * A quantile of values in any order, by linear interpolation between order statistics as `numpy.percentile` does.
 *
 * @param values - without NaN; infinite values are allowed
 * @param probability - 0 to 1
 * @returns NaN where there is no value
 * @internal
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return sortedQuantile(new Float64Array(values).sort(), probability);
}
