/**
 * A quantile of sorted values, interpolated linearly between order statistics (Hyndman & Fan's type 7, NumPy's default).
 *
 * @param sorted - ascending, without NaN; infinite values are allowed
 * @param p - 0 to 1
 * @returns the quantile; NaN for no values
 * @see Hyndman & Fan 1996, doi:10.2307/2684934
 * @since 0.1.0
 */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] as number;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  // Beside an infinite value the interpolation would be 0 · ∞ or ∞ − ∞ where there is nothing to interpolate.
  if (lower === upper || position === below) return lower;
  return lower + (position - below) * (upper - lower);
}
