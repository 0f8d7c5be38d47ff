import { CmbError, createRng, type Rng } from "@cmb/core";
import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { type ConfidenceOptions, confidenceOf, type Interval } from "../interval.js";
import { sortedQuantile } from "./sorted-quantile.js";

/** Options of the bootstrap. @since 0.1.0 */
export interface BootstrapOptions extends ConfidenceOptions {
  /** Seed of the resampling; the same seed gives the same interval. */
  readonly seed: number;
  /** How many times the cases are drawn; 2000 unless given. */
  readonly resamples?: number;
  /** `"percentile"`, or `"bca"`, which corrects bias and skewness; `"percentile"` unless given. */
  readonly method?: "percentile" | "bca";
}

/**
 * A confidence interval of any statistic by resampling cases with replacement.
 *
 * The unit is the case (scan or patient), never the lesion: lesions of one scan are not independent. Resamples in which
 * the statistic is undefined (NaN) are left out.
 *
 * @param cases - one entry for each independent case; for repeated scans put all scans of a patient in one entry
 * @param statistic - computes the quantity from a list of cases; must not depend on their order
 * @param options - `seed` has no default
 * @returns the interval; its ends are NaN when the statistic is undefined in every resample
 * @throws CmbError `INVALID_ARGUMENT` without cases, `OUT_OF_RANGE` for a confidence or a number of resamples that is none
 * @see Efron 1987, Better bootstrap confidence intervals, doi:10.1080/01621459.1987.10478410
 * @since 0.1.0
 */
export function bootstrapInterval<Case>(
  cases: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  options: BootstrapOptions,
): Interval {
  const confidence = confidenceOf(options);
  const draws = bootstrapDraws(cases, statistic, options);
  const tails: readonly [number, number] = [(1 - confidence) / 2, (1 + confidence) / 2];
  const [low, high] = options.method === "bca" ? correctedTails(cases, statistic, draws, tails) : tails;
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

/** Efron 1987, equations 6.8 and 2.3: bias from the share of draws below the estimate, acceleration from the jackknife. */
function correctedTails<Case>(
  cases: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  draws: Float64Array,
  tails: readonly [number, number],
): readonly [number, number] {
  const estimate = statistic(cases);
  const below = draws.filter((value) => value < estimate).length;
  const equal = draws.filter((value) => value === estimate).length;
  const bias = normalQuantile((below + equal / 2) / draws.length);
  const jackknife = cases
    .map((_, left) => statistic(cases.filter((_case, n) => n !== left)))
    .filter((value) => !Number.isNaN(value));
  const mean = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
  const cubes = jackknife.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  const squares = jackknife.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const corrected = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  // A bias of ±∞ means that every draw lies on one side of the estimate: the correction is then undefined.
  return Number.isFinite(bias) ? [corrected(tails[0]), corrected(tails[1])] : tails;
}
