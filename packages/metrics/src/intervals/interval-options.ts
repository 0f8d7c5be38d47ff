import { CmbError } from "@cmb/core";
import { type ConfidenceOptions, confidenceOf } from "../interval.js";

/** How the intervals of a result are made. @since 0.1.0 */
export interface IntervalOptions extends ConfidenceOptions {
  /** Seed of the resampling; 1 unless given. The same seed gives the same intervals. */
  readonly seed?: number | undefined;
  /** How many times the scans are drawn; 2000 unless given. */
  readonly resamples?: number | undefined;
  /** `"percentile"`, or `"bca"`, which corrects bias and skewness; `"percentile"` unless given. */
  readonly method?: "percentile" | "bca" | undefined;
}

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
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    const message = `bootstrap: resamples is ${resamples}; give a whole number of at least 1, 2000 or more for an interval`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "resamples", value: resamples, minimum: 1 });
  }
  return { seed, resamples, method, confidence: confidenceOf(options) };
}
