import { CmbError } from "@cmb/core";

/** One row for each subject, one column for each rater: counts, sizes or category codes. @since 0.1.0 */
export type Ratings = readonly (readonly number[])[];

/**
 * The size of a rating table, checked.
 *
 * @param operation - what was asked for; opens the message
 * @param ratings - subjects by raters
 * @returns number of subjects and raters
 * @throws CmbError `SHAPE_MISMATCH` when rows differ in length; `INVALID_ARGUMENT` under two subjects or raters;
 * `OUT_OF_RANGE` for a rating that is not finite
 * @internal
 */
export function ratingsSize(
  operation: string,
  ratings: Ratings,
): { readonly subjects: number; readonly raters: number } {
  const raters = ratings[0]?.length ?? 0;
  const odd = ratings.find((row) => row.length !== raters);
  if (odd) {
    const message = `${operation}: the first subject has ${raters} ratings and another ${odd.length}; leave incomplete subjects out`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [raters], actual: [odd.length] });
  }
  if (ratings.length < 2 || raters < 2) {
    const message = `${operation}: ${ratings.length} subjects and ${raters} raters; at least 2 of each are needed`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "ratings", value: [ratings.length, raters] });
  }
  const broken = ratings.flat().find((rating) => !Number.isFinite(rating));
  if (broken !== undefined) {
    throw new CmbError("OUT_OF_RANGE", `${operation}: a rating is ${broken}; ratings must be finite`, {
      name: "rating",
      value: broken,
    });
  }
  return { subjects: ratings.length, raters };
}

/**
 * Two series as a rating table of two raters, checked.
 *
 * @param operation - what was asked for; opens the message
 * @param x - one value for each subject
 * @param y - the other value, in the same order
 * @returns one pair for each subject
 * @throws CmbError as {@link ratingsSize}, and `SHAPE_MISMATCH` when the lengths differ
 * @internal
 */
export function pairedRatings(
  operation: string,
  x: readonly number[],
  y: readonly number[],
): readonly (readonly [number, number])[] {
  if (x.length !== y.length) {
    const message = `${operation}: the series have ${x.length} and ${y.length} values; they must list the same subjects in the same order`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [x.length], actual: [y.length] });
  }
  const pairs = x.map((value, subject) => [value, y[subject] as number] as const);
  ratingsSize(operation, pairs);
  return pairs;
}
