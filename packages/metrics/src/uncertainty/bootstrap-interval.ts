import { CmbError, createRng, type Rng } from "@cmb/core";
import { type ConfidenceOptions, confidenceOf, type Interval } from "../interval.js";
import { correctedTails, tailsOf } from "./bootstrap-tails.js";
import { clusterCases } from "./cluster-cases.js";
import { sortedQuantile } from "./sorted-quantile.js";

/** Options of the bootstrap. @since 0.1.0 */
export interface BootstrapOptions extends ConfidenceOptions {
  /** Seed of the resampling; the same seed gives the same interval. */
  readonly seed: number;
  /** How many times the cases are drawn; 2000 unless given. */
  readonly resamples?: number;
  /** `"percentile"`, or `"bca"`, which corrects bias and skewness; `"percentile"` unless given. */
  readonly method?: "percentile" | "bca";
  /** The patient of each case, in the same order: patients are drawn, with all their cases. Cases unless given. */
  readonly clusters?: readonly string[] | undefined;
}

/**
 * A confidence interval of any statistic by resampling cases with replacement.
 *
 * The unit is the case (scan) or its cluster (patient), never the lesion: lesions of one scan are not independent.
 * Resamples in which the statistic is undefined (NaN) are left out.
 *
 * @param cases - one entry for each case; for repeated scans name the patients in `clusters`
 * @param statistic - computes the quantity from a list of cases; must not depend on their order
 * @param options - `seed` has no default
 * @returns the interval; its ends are NaN when the statistic is undefined in every resample
 * @throws CmbError `INVALID_ARGUMENT` without cases, `OUT_OF_RANGE` for a confidence or a number of resamples that is
 * none, `SHAPE_MISMATCH` when there are more or fewer clusters' names than cases
 * @see Efron 1987, Better bootstrap confidence intervals, doi:10.1080/01621459.1987.10478410
 * @since 0.1.0
 */
export function bootstrapInterval<Case>(
  cases: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  options: BootstrapOptions,
): Interval {
  const { clusters } = options;
  if (clusters === undefined) return intervalOfUnits(cases, statistic, options);
  return intervalOfUnits(clusterCases("bootstrap", cases, clusters), (drawn) => statistic(drawn.flat()), options);
}

function intervalOfUnits<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number,
  options: BootstrapOptions,
): Interval {
  const confidence = confidenceOf(options);
  const draws = bootstrapDraws(units, statistic, options);
  const tails = tailsOf(confidence);
  const leaveOneOut = (): Float64Array =>
    Float64Array.from(units.keys(), (left) => statistic(units.filter((_unit, n) => n !== left)));
  const [low, high] =
    options.method === "bca" ? correctedTails(statistic(units), { draws, leftOut: leaveOneOut() }, tails) : tails;
  return { lower: sortedQuantile(draws, low), upper: sortedQuantile(draws, high), confidence };
}

/**
 * The statistic in every resample, in ascending order, without undefined ones.
 *
 * @internal
 */
export function bootstrapDraws<Case>(
  cases: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  { seed, resamples = 2000 }: BootstrapOptions,
): Float64Array {
  if (cases.length === 0) {
    throw new CmbError("INVALID_ARGUMENT", "bootstrap: there are no cases; give at least one", {
      name: "cases",
      value: 0,
    });
  }
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    const message = `bootstrap: resamples is ${resamples}; give a whole number of at least 1, 2000 or more for an interval`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "resamples", value: resamples, minimum: 1 });
  }
  const draws = new Float64Array(resamples);
  const rng = createRng(seed, "bootstrap");
  for (let draw = 0; draw < resamples; draw++) draws[draw] = statistic(resample(cases, rng.at(draw)));
  return draws.filter((value) => !Number.isNaN(value)).sort();
}

function resample<Case>(cases: readonly Case[], rng: Rng): readonly Case[] {
  return cases.map(() => cases[rng.integer(0, cases.length - 1)] as Case);
}
