import { CmbError } from "@cmb/core";
import { type Ratings, ratingsSize } from "./ratings.js";

/** Options of {@link gwetAc2}. @since 0.1.0 */
export interface GwetAc2Options {
  /** How much agreement falls with the distance of two classes: evenly, or with its square. No default. */
  readonly weights: "linear" | "quadratic";
  /** All classes of the scale in their order, used or not. */
  readonly classes: readonly number[];
}

/**
 * Gwet's AC2: agreement of several raters on ordered classes beyond chance, near classes agreeing in part.
 *
 * With `w = 1 − d/(q − 1)` or `1 − (d/(q − 1))²` for classes d apart of q, agreement is the mean weight over pairs of
 * raters and `P_e = Σw / (q(q − 1)) · Σ π(1 − π)` with the class shares π; `AC2 = (P̄ − P_e) / (1 − P_e)`.
 *
 * @param ratings - one row for each subject, one column for each rater, class codes
 * @param options - `weights` and `classes`
 * @returns at most 1
 * @throws CmbError `INVALID_ARGUMENT` for a rating outside of `classes`, `OUT_OF_RANGE` under two classes;
 * `SHAPE_MISMATCH`, `INVALID_ARGUMENT` or `OUT_OF_RANGE` for a table that is not one
 * @see Gwet 2014, Handbook of inter-rater reliability, 4th edition, chapter 4
 * @since 0.1.0
 */
export function gwetAc2(ratings: Ratings, { weights, classes }: GwetAc2Options): number {
  const { subjects, raters } = ratingsSize("gwetAc2", ratings);
  const q = classes.length;
  if (q < 2) {
    const message = `gwetAc2: the scale has ${q} classes; give all classes of the scale, at least 2`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "classes", value: q, minimum: 2 });
  }
  const weight = (a: number, b: number): number => {
    const distance = Math.abs(a - b) / (q - 1);
    return 1 - (weights === "linear" ? distance : distance ** 2);
  };
  const rows = ratings.map((row) => row.map((rating) => classIndex(rating, classes)));
  const totals = new Float64Array(q);
  let agreeing = 0;
  for (const row of rows) {
    for (const [n, a] of row.entries()) {
      totals[a] = (totals[a] as number) + 1;
      for (const b of row.slice(n + 1)) agreeing += 2 * weight(a, b);
    }
  }
  const observed = agreeing / (subjects * raters * (raters - 1));
  const allWeights = classes.reduce((sum, _, a) => sum + classes.reduce((row, __, b) => row + weight(a, b), 0), 0);
  const spread = totals.reduce(
    (sum, total) => sum + (total / (subjects * raters)) * (1 - total / (subjects * raters)),
    0,
  );
  const expected = (allWeights / (q * (q - 1))) * spread;
  return (observed - expected) / (1 - expected);
}

function classIndex(rating: number, classes: readonly number[]): number {
  const index = classes.indexOf(rating);
  if (index !== -1) return index;
  const message = `gwetAc2: a rating is ${rating} and the classes are ${classes.join(", ")}; list every class that occurs`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "classes", value: rating });
}
