import { createRng, type Rng } from "@cmb/core";
import { quantileOfSorted } from "./measure-object.js";
import { REAL_PROBABILITIES, type RealDistribution } from "./real-distributions.js";

/** A quantile of both. @since 0.1.0 */
export interface QuantilePair {
  readonly probability: number;
  readonly real: number;
  readonly synthetic: number;
  /** Synthetic over real. */
  readonly ratio: number;
  /** In nine of ten draws of as many microbleeds from the real distribution the ratio lies between these. */
  readonly chance: readonly [number, number];
}

/** How a synthetic distribution differs from a real one. @since 0.1.0 */
export interface DistributionComparison {
  readonly realCount: number;
  readonly syntheticCount: number;
  /** At p5, p10, p25, p50, p75, p90 and p95; empty without synthetic values. */
  readonly quantiles: readonly QuantilePair[];
  /** 1-D Wasserstein distance, in the unit of the measure. */
  readonly wasserstein: number;
  /** Largest distance of the two distribution functions, 0 to 1. */
  readonly kolmogorovSmirnov: number;
  /** Two draws of these counts from the real distribution lie closer together than this in 19 of 20 cases. */
  readonly wassersteinByChance: number;
  /** Whether every ratio from p10 to p90 lies from 1 − tolerance to 1 + tolerance. */
  readonly isWithin: boolean;
}

/** What {@link compareDistributions} can be told. @since 0.1.0 */
export interface CompareDistributionsOptions {
  /** 0.15 unless given. */
  readonly tolerance?: number | undefined;
  /** Of the draws that tell what chance does; 0 unless given. */
  readonly seed?: number | undefined;
}

const COMPARED = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;
const [FIRST_JUDGED, LAST_JUDGED] = [0.1, 0.9];
const DRAWS = 100;
/** Steps of the integral over probability; what chance does needs no such care. */
const STEPS = 1000;
const STEPS_OF_CHANCE = 100;

/**
 * Compares measured values with the quantiles of real ones.
 *
 * Of the real values only eleven quantiles are known; between them the quantile function is taken as a straight line.
 * The Wasserstein distance is ∫ |Q_synthetic(p) − Q_real(p)| dp, the Kolmogorov–Smirnov figure the largest distance of the
 * two distribution functions at the synthetic values. What chance alone does is measured by drawing as many values as
 * either side has from the real distribution, 100 times.
 *
 * @param values - of synthetic objects; NaN are left out
 * @param real - from {@link REAL_GROUPS}
 * @param options - see {@link CompareDistributionsOptions}
 * @returns the comparison; NaN distances and `isWithin` false without values
 * @example
 * ```ts
 * import { compareDistributions } from "@cmb/synth/realism";
 * const real = { n: 100, quantiles: [0, 0.1, 0.5, 1, 2.5, 5, 7.5, 9, 9.5, 9.9, 10] };
 * const values = Array.from({ length: 101 }, (_, n) => n / 10 + 1);
 * const { quantiles, wasserstein } = compareDistributions(values, real);
 * wasserstein; // => 1
 * quantiles.map(({ ratio }) => Number(ratio.toFixed(3))); // => [3, 2, 1.4, 1.2, 1.133, 1.111, 1.105]
 * ```
 * @since 0.1.0
 */
export function compareDistributions(
  values: readonly number[],
  real: RealDistribution,
  { tolerance = 0.15, seed = 0 }: CompareDistributionsOptions = {},
): DistributionComparison {
  const sorted = ascending(values);
  const counts = { realCount: real.n, syntheticCount: sorted.length };
  if (sorted.length === 0) {
    const nan = Number.NaN;
    return {
      ...counts,
      quantiles: [],
      wasserstein: nan,
      kolmogorovSmirnov: nan,
      wassersteinByChance: nan,
      isWithin: false,
    };
  }
  const chance = drawPairs(real, sorted.length, createRng(seed, "chance"));
  const quantiles = COMPARED.map((probability): QuantilePair => {
    const [of, among] = [quantileOfSorted(sorted, probability), realQuantile(real, probability)];
    const ratios = ascending(
      chance.map(([a, b]) => quantileOfSorted(a, probability) / quantileOfSorted(b, probability)),
    );
    const between = [quantileOfSorted(ratios, 0.05), quantileOfSorted(ratios, 0.95)] as const;
    return { probability, real: among, synthetic: of, ratio: of / among, chance: between };
  });
  const byChance = ascending(
    chance.map(([a, b]) => area(STEPS_OF_CHANCE, (p) => quantileOfSorted(a, p) - quantileOfSorted(b, p))),
  );
  return {
    ...counts,
    quantiles,
    wasserstein: area(STEPS, (p) => quantileOfSorted(sorted, p) - realQuantile(real, p)),
    kolmogorovSmirnov: largestGap(sorted, real),
    wassersteinByChance: quantileOfSorted(byChance, 0.95),
    isWithin: quantiles.every(
      ({ probability, ratio }) =>
        probability < FIRST_JUDGED || probability > LAST_JUDGED || Math.abs(ratio - 1) <= tolerance + 1e-9,
    ),
  };
}

function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
}

/** Straight between the known quantiles. */
function realQuantile({ quantiles }: RealDistribution, probability: number): number {
  const next = REAL_PROBABILITIES.findIndex((known) => known >= probability);
  if (next <= 0) return quantiles[0] as number;
  const [from, to] = [REAL_PROBABILITIES[next - 1] as number, REAL_PROBABILITIES[next] as number];
  const [low, high] = [quantiles[next - 1] as number, quantiles[next] as number];
  return low + ((high - low) * (probability - from)) / (to - from);
}

/** The inverse of {@link realQuantile}: the share of real values at or below one. */
function realShare({ quantiles }: RealDistribution, value: number): number {
  if (value < (quantiles[0] as number)) return 0;
  const next = quantiles.findIndex((known) => known > value);
  if (next === -1) return 1;
  const [low, high] = [quantiles[next - 1] as number, quantiles[next] as number];
  const [from, to] = [REAL_PROBABILITIES[next - 1] as number, REAL_PROBABILITIES[next] as number];
  return from + ((to - from) * (value - low)) / (high - low);
}

function largestGap(sorted: Float64Array, real: RealDistribution): number {
  return sorted.reduce((largest, value, n) => {
    const share = realShare(real, value);
    return Math.max(largest, Math.abs((n + 1) / sorted.length - share), Math.abs(n / sorted.length - share));
  }, 0);
}

function area(steps: number, difference: (probability: number) => number): number {
  let sum = 0;
  for (let n = 0; n < steps; n++) sum += Math.abs(difference((n + 0.5) / steps));
  return sum / steps;
}

/** Pairs of draws: as many as there are synthetic values, and as there are real ones. */
function drawPairs(
  real: RealDistribution,
  count: number,
  rng: Rng,
): readonly (readonly [Float64Array, Float64Array])[] {
  const draw = (length: number): Float64Array =>
    Float64Array.from({ length }, () => realQuantile(real, rng.uniform(0, 1))).sort();
  return Array.from({ length: DRAWS }, () => [draw(count), draw(real.n)] as const);
}
