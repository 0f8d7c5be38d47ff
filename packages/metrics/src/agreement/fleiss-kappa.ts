import { classShares } from "./class-shares.js";
import type { Ratings } from "./ratings.js";

/**
 * Fleiss' κ: agreement of several raters on unordered classes beyond chance.
 *
 * `κ = (P̄ − P_e) / (1 − P_e)` with `P_e` the sum of the squared class shares.
 *
 * @param ratings - one row for each subject, one column for each rater, class codes
 * @returns at most 1; NaN when one class was used throughout
 * @throws CmbError `SHAPE_MISMATCH`, `INVALID_ARGUMENT` or `OUT_OF_RANGE` for a table that is not one
 * @see Fleiss 1971, doi:10.1037/h0031619
 * @since 0.1.0
 */
export function fleissKappa(ratings: Ratings): number {
  const { observed, shares } = classShares("fleissKappa", ratings);
  const expected = shares.reduce((sum, share) => sum + share * share, 0);
  return (observed - expected) / (1 - expected);
}
