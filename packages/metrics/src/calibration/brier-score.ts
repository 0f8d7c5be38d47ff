import { assertScoredOutcomes, type ScoredOutcomes } from "./reliability.js";

/**
 * Brier score: the mean squared difference of probability and outcome.
 *
 * @param scored - probabilities and outcomes
 * @returns 0 (certain and right) to 1; NaN for no events
 * @throws CmbError `SHAPE_MISMATCH` when the lengths differ, `OUT_OF_RANGE` for a value that is no probability
 * @see Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2
 * @since 0.1.0
 */
export function brierScore(scored: ScoredOutcomes): number {
  assertScoredOutcomes("brierScore", scored);
  const squares = scored.probabilities.map((p, n) => (p - (scored.outcomes[n] ? 1 : 0)) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}
