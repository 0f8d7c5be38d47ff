import { normalCdf } from "../distributions/normal.js";
import { rankValues } from "./rank-values.js";

const EXACT_LIMIT = 50;
const EXACT_LIMIT_WITH_TIES = 13;

/**
 * The one-sided Wilcoxon signed-rank test of paired differences, as `scipy.stats.wilcoxon` does it by default: zero
 * differences dropped, no continuity correction; exact up to 50 differences without ties or zeros and up to 13 with
 * them, else by the normal approximation with tie correction.
 *
 * @param differences - NaN is passed over
 * @param alternative - `"greater"`: differences tend to be above 0
 * @returns p value; 1 where no difference is other than 0, NaN where there is none
 * @see Wilcoxon 1945, doi:10.2307/3001968
 * @since 0.1.0
 */
export function wilcoxonSignedRank(differences: readonly number[], alternative: "greater" | "less"): number {
  const known = differences.filter((difference) => !Number.isNaN(difference));
  const moved = known.filter((difference) => difference !== 0);
  if (known.length === 0) return Number.NaN;
  if (moved.length === 0) return 1;
  const { ranks, ties } = rankValues(moved.map(Math.abs));
  const positive = moved.reduce((sum, difference, n) => sum + (difference > 0 ? (ranks[n] ?? 0) : 0), 0);
  const isClean = moved.length === known.length && ties.every((size) => size === 1);
  if (known.length <= (isClean ? EXACT_LIMIT : EXACT_LIMIT_WITH_TIES)) return exact(ranks, positive, alternative);
  const n = moved.length;
  const tieTerm = ties.reduce((sum, size) => sum + size ** 3 - size, 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - tieTerm / 2) / 24);
  const z = (positive - (n * (n + 1)) / 4) / deviation;
  return normalCdf(alternative === "greater" ? -z : z);
}

/** Share of all sign patterns whose positive rank sum is at least, or at most, as large; ranks are doubled to be whole. */
function exact(ranks: readonly number[], positive: number, alternative: "greater" | "less"): number {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = new Float64Array(2 * total + 1);
  ways[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    const step = 2 * rank;
    reached += step;
    for (let sum = reached; sum >= step; sum--) ways[sum] = (ways[sum] as number) + (ways[sum - step] as number);
  }
  const at = 2 * positive;
  const matching = ways.reduce(
    (sum, count, n) => sum + ((alternative === "greater" ? n >= at : n <= at) ? count : 0),
    0,
  );
  return matching / 2 ** ranks.length;
}
