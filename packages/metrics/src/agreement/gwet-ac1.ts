import { CmbError } from "@cmb/core";
import { classShares } from "./class-shares.js";
import type { Ratings } from "./ratings.js";

/**
 * Gwet's AC1: agreement of several raters beyond chance, which stays stable when nearly all subjects fall in one class.
 *
 * `AC1 = (P̄ − P_e) / (1 − P_e)` with `P_e = Σ π(1 − π) / (q − 1)` over the q classes and their shares π.
 *
 * @param ratings - one row for each subject, one column for each rater, class codes
 * @param options - `classes`: how many classes the scale has, used or not
 * @returns at most 1
 * @throws CmbError `OUT_OF_RANGE` when `classes` is under 2 or under the number of classes used; `SHAPE_MISMATCH`,
 * `INVALID_ARGUMENT` or `OUT_OF_RANGE` for a table that is not one
 * @see Gwet 2008, doi:10.1348/000711006X126600
 * @since 0.1.0
 */
export function gwetAc1(ratings: Ratings, options: { readonly classes: number }): number {
  const { observed, shares } = classShares("gwetAc1", ratings);
  const { classes } = options;
  if (!(classes >= Math.max(2, shares.length))) {
    const message = `gwetAc1: the scale has ${classes} classes and ${shares.length} occur; give the number of classes of the scale, at least 2`;
    throw new CmbError("OUT_OF_RANGE", message, {
      name: "classes",
      value: classes,
      minimum: Math.max(2, shares.length),
    });
  }
  const expected = shares.reduce((sum, share) => sum + share * (1 - share), 0) / (classes - 1);
  return (observed - expected) / (1 - expected);
}
