import { CmbError } from "@cmb/core";
import { type ConfidenceOptions, confidenceOf } from "../interval.js";

/** How the intervals of a result are made. @since 0.1.0 */
export interface IntervalOptions extends ConfidenceOptions {
  /** Seed of the resampling; 1 unless given. The same seed gives the same intervals. */
  readonly seed?: number | undefined;
  /** How many times the scans are drawn; 2000 unless given, 100,000 at most. */
  readonly resamples?: number | undefined;
  /** `"percentile"`, or `"bca"`, which corrects bias and skewness; `"percentile"` unless given. */
  readonly method?: "percentile" | "bca" | undefined;
}

/** Every draw of every statistic is kept: 100,000 take some 100 MB. */
const MOST_RESAMPLES = 100_000;

/**
 * The options with what was not given filled in.
 *
 * @param options - as the caller gave them
 * @returns every field
 * @throws CmbError `OUT_OF_RANGE` for a confidence or a number of resamples that is none
 * @internal
 */
export function completeIntervalOptions(options: IntervalOptions): Required<{
  readonly [Name in keyof IntervalOptions]: Exclude<IntervalOptions[Name], undefined>;
}> {
  const { seed = 1, resamples = 2000, method = "percentile" } = options;
  if (!Number.isSafeInteger(resamples) || resamples < 1 || resamples > MOST_RESAMPLES) {
    const message = `bootstrap: resamples is ${resamples}; give a whole number from 1 to ${MOST_RESAMPLES}, 2000 or more for an interval`;
    throw new CmbError("OUT_OF_RANGE", message, {
      name: "resamples",
      value: resamples,
      minimum: 1,
      maximum: MOST_RESAMPLES,
    });
  }
  return { seed, resamples, method, confidence: confidenceOf(options) };
}
