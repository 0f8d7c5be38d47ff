import { type Ratings, ratingsSize } from "./ratings.js";

/** What the kappa-like coefficients of several raters are made of. @internal */
export interface ClassShares {
  /** Share of rater pairs that agree, averaged over subjects. */
  readonly observed: number;
  /** Share of all ratings in each class that occurs. */
  readonly shares: readonly number[];
}

/**
 * Observed agreement and class shares of a table of classes.
 *
 * @param operation - what was asked for; opens the messages
 * @param ratings - subjects by raters, class codes
 * @returns pairwise agreement and class shares
 * @throws CmbError as `ratingsSize`
 * @internal
 */
export function classShares(operation: string, ratings: Ratings): ClassShares {
  const { subjects, raters } = ratingsSize(operation, ratings);
  const totals = new Map<number, number>();
  let agreeing = 0;
  for (const row of ratings) {
    const counts = new Map<number, number>();
    for (const rating of row) counts.set(rating, (counts.get(rating) ?? 0) + 1);
    for (const [rating, count] of counts) {
      agreeing += count * (count - 1);
      totals.set(rating, (totals.get(rating) ?? 0) + count);
    }
  }
  const shares = [...totals.values()].map((count) => count / (subjects * raters));
  return { observed: agreeing / (subjects * raters * (raters - 1)), shares };
}
