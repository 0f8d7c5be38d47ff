import { CmbError } from "@cmb/core";
import { normalCdf } from "../distributions/normal.js";
import { rankValues } from "./rank-values.js";

const EXACT_LIMIT = 8;

/**
 * The one-sided Mann–Whitney U test of two independent samples, as `scipy.stats.mannwhitneyu` does it by default:
 * exact where one sample has at most 8 values and nothing ties, else by the normal approximation with tie correction
 * and continuity correction.
 *
 * @param first - values
 * @param second - values
 * @param alternative - `"greater"`: the first tends to be above the second
 * @returns p value; NaN where a sample is empty
 * @throws CmbError `OUT_OF_RANGE` when a value is NaN
 * @see Mann & Whitney 1947, doi:10.1214/aoms/1177730491
 * @since 0.1.0
 */
export function mannWhitneyU(
  first: readonly number[],
  second: readonly number[],
  alternative: "greater" | "less",
): number {
  if ([...first, ...second].some(Number.isNaN)) {
    const message = "mannWhitneyU: a value is NaN; leave out what is undefined";
    throw new CmbError("OUT_OF_RANGE", message, { name: "value", value: Number.NaN });
  }
  if (first.length === 0 || second.length === 0) return Number.NaN;
  const [n, m] = [first.length, second.length];
  const { ranks, ties } = rankValues([...first, ...second]);
  const wins = ranks.slice(0, n).reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2;
  const statistic = alternative === "greater" ? wins : n * m - wins;
  const isTied = ties.some((size) => size > 1);
  if (!isTied && (n <= EXACT_LIMIT || m <= EXACT_LIMIT)) return exactTail(statistic, n, m);
  const tieTerm = ties.reduce((sum, size) => sum + size ** 3 - size, 0);
  const all = n + m;
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - tieTerm / (all * (all - 1))));
  return normalCdf(-(statistic - (n * m) / 2 - 0.5) / deviation);
}

/** P(U ≥ u) without ties: shares of the partitions counted by the recurrence over the largest value's sample. */
function exactTail(statistic: number, n: number, m: number): number {
  let rows: Float64Array[] = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= n; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= m; j++) {
      const counts = new Float64Array(i * j + 1);
      const [withFirst, withSecond] = [rows[j] ?? counts, next[j - 1] ?? counts];
      for (const [u, ways] of withFirst.entries()) counts[u + j] = (counts[u + j] as number) + ways;
      for (const [u, ways] of withSecond.entries()) counts[u] = (counts[u] as number) + ways;
      next.push(counts);
    }
    rows = next;
  }
  const counts = rows[m] ?? new Float64Array(0);
  const total = counts.reduce((sum, ways) => sum + ways, 0);
  return counts.slice(Math.ceil(statistic)).reduce((sum, ways) => sum + ways, 0) / total;
}
