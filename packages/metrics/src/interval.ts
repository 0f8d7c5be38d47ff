import { CmbError } from "@cmb/core";

/** A confidence interval; NaN where the data do not determine an end. @since 0.1.0 */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** 0.95 for a 95 % interval. */
  readonly confidence: number;
}

/** Options of every function that gives an interval. @since 0.1.0 */
export interface ConfidenceOptions {
  /** Probability that the interval covers the true value, 0 to 1; 0.95 unless given. */
  readonly confidence?: number;
}

/**
 * The confidence level of the options, checked.
 *
 * @param options - as the caller gave them
 * @returns 0.95 unless given
 * @throws CmbError `OUT_OF_RANGE` when it is not between 0 and 1
 * @internal
 */
export function confidenceOf({ confidence = 0.95 }: ConfidenceOptions): number {
  if (confidence > 0 && confidence < 1) return confidence;
  const message = `confidence is ${confidence}; give a number between 0 and 1, such as 0.95`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "confidence", value: confidence, minimum: 0, maximum: 1 });
}
