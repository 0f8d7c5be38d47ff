import { quantile } from "../statistics/summarise.js";

/**
 * A band that holds whole curves: the narrowest pair of equal tails at every place that keeps the stated share of the
 * drawn curves inside throughout.
 *
 * @param columns - `columns[place][b]`: curve b at a place; curves with NaN are passed over
 * @param confidence - share of the curves to hold, 0 to 1
 * @returns lower and upper ends at each place; NaN where no curve is defined
 * @see Montiel Olea & Plagborg-Møller 2019, Simultaneous confidence bands, doi:10.1002/jae.2656, algorithm 2 (quantiles)
 * @internal
 */
export function wholeBand(
  columns: readonly Float64Array[],
  confidence: number,
): { readonly lower: Float64Array; readonly upper: Float64Array } {
  const curves = [...(columns[0] ?? []).keys()].filter((b) => columns.every((column) => !Number.isNaN(column[b])));
  const sorted = columns.map((column) => Float64Array.from(curves, (b) => column[b] as number).sort());
  // The smaller tail of each curve at its most extreme place.
  const tails = curves.map((b) =>
    columns.reduce(
      (least, column, place) => Math.min(least, tailOf(sorted[place] as Float64Array, column[b] as number)),
      1,
    ),
  );
  const outside = Math.ceil(curves.length * quantile(tails, 1 - confidence));
  const end = (values: Float64Array, n: number): number => values[n] ?? Number.NaN;
  return {
    lower: Float64Array.from(sorted, (values) => end(values, outside - 1)),
    upper: Float64Array.from(sorted, (values) => end(values, values.length - outside)),
  };
}

/** The share of sorted values that are at most, or at least, a value among them: the smaller of the two. */
function tailOf(sorted: Float64Array, value: number): number {
  const below = countWhere(sorted, (other) => other < value);
  const notAbove = countWhere(sorted, (other) => other <= value);
  return Math.min(notAbove, sorted.length - below) / sorted.length;
}

/** How many values of a sorted list meet a condition that holds for its start. */
function countWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
