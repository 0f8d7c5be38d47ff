import { CmbError } from "@cmb/core";
import { kappaOfTable } from "./kappa-of-table.js";
import { pairedRatings } from "./ratings.js";

/** Options of {@link cohenKappa}. @since 0.1.0 */
export interface CohenKappaOptions {
  /**
   * What a disagreement costs: `"none"` 1 whatever its size, `"linear"` the distance of the classes, `"quadratic"` its
   * square. Ordered classes such as burden grades want a weight; no default, because the values cannot be compared.
   */
  readonly weights: "none" | "linear" | "quadratic";
  /** All classes in their order. Classes that nobody used still count in the distances. */
  readonly classes: readonly number[];
}

/**
 * Cohen's κ of two raters, plain or weighted.
 *
 * `κ = 1 − Σ w·observed / Σ w·expected`, the expected table being the product of the margins; classes stand at equal
 * distances in the order given.
 *
 * @param first - one class for each subject
 * @param second - the other rater's class, in the same order
 * @param options - `weights` and `classes`
 * @returns at most 1; NaN when both raters used one and the same class throughout
 * @throws CmbError `INVALID_ARGUMENT` for a rating outside of `classes` or under two subjects, `SHAPE_MISMATCH` when the
 * lengths differ, `OUT_OF_RANGE` for a rating that is not finite
 * @see Cohen 1960, doi:10.1177/001316446002000104; 1968, doi:10.1037/h0026256
 * @since 0.1.0
 */
export function cohenKappa(first: readonly number[], second: readonly number[], options: CohenKappaOptions): number {
  const pairs = pairedRatings("cohenKappa", first, second).map(
    ([a, b]) => [classIndex(a, options.classes), classIndex(b, options.classes)] as const,
  );
  const size = options.classes.length;
  const table = new Float64Array(size * size);
  for (const [a, b] of pairs) table[a * size + b] = (table[a * size + b] as number) + 1;
  return kappaOfTable(table, size, options.weights);
}

function classIndex(rating: number, classes: readonly number[]): number {
  const index = classes.indexOf(rating);
  if (index !== -1) return index;
  const message = `cohenKappa: a rating is ${rating} and the classes are ${classes.join(", ")}; list every class that occurs`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "classes", value: rating });
}
