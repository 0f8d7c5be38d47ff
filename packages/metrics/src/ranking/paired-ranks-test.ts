import { CmbError } from "@cmb/core";
import { incompleteBeta } from "../distributions/incomplete-beta.js";
import { rankValues } from "./rank-values.js";

/**
 * The one-sided paired-ranks test of the marginal distributions (Brunner–Munzel for pairs) with unequal variances and
 * Student's t with n − 1 degrees of freedom.
 *
 * It takes no pair apart: the null hypothesis is P(X < Y) + P(X = Y) / 2 = 1/2 over different subjects.
 *
 * @param first - values
 * @param second - values of the same subjects in the same order
 * @param alternative - `"greater"`: the first tends to be above the second
 * @returns p value; 1 where both are equal throughout, NaN below two pairs
 * @throws CmbError `SHAPE_MISMATCH` when the lengths differ
 * @see Konietschke & Pauly 2012, doi:10.1214/12-EJS713
 * @since 0.1.0
 */
export function pairedRanksTest(
  first: readonly number[],
  second: readonly number[],
  alternative: "greater" | "less",
): number {
  if (first.length !== second.length) {
    const message = `pairedRanksTest: the samples have ${first.length} and ${second.length} values; pair them`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [first.length], actual: [second.length] });
  }
  const n = first.length;
  if (n < 2) return Number.NaN;
  if (first.every((value, at) => value === second[at])) return 1;
  const { ranks } = rankValues([...first, ...second]);
  const own = [rankValues(first).ranks, rankValues(second).ranks] as const;
  const placements = [...first.keys()].map(
    (at) => (ranks[at] ?? 0) - (own[0][at] ?? 0) - ((ranks[n + at] ?? 0) - (own[1][at] ?? 0)),
  );
  const mean = placements.reduce((sum, value) => sum + value, 0) / n;
  const squares = placements.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (4 * n * n * (n - 1)));
  const secondMean = ranks.slice(n).reduce((sum, rank) => sum + rank, 0) / n;
  const statistic = (secondMean - (2 * n + 1) / 2) / (Math.sqrt(n) * deviation);
  return studentCdf(alternative === "greater" ? statistic : -statistic, n - 1);
}

/** P(T ≤ t) of Student's t; ±∞ where the variance is 0. */
function studentCdf(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return t > 0 ? 1 : 0;
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}
