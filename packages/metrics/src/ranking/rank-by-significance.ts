import { CmbError } from "@cmb/core";
import { mannWhitneyU } from "./mann-whitney-u.js";
import { pairedRanksTest } from "./paired-ranks-test.js";
import { rankValues } from "./rank-values.js";
import { wilcoxonSignedRank } from "./wilcoxon-signed-rank.js";

/** How teams are compared. @since 0.1.0 */
export interface SignificanceOptions {
  /** `"greater"`: larger values are better; `"less"`: smaller ones are. */
  readonly better: "greater" | "less";
  /** The same cases for all teams (Wilcoxon; below 20 cases the paired-ranks test), or cases of their own. */
  readonly design: "paired" | "unpaired";
  /** A team is better below this p value; VALDO takes 0.05. */
  readonly significance: number;
}

/** Ranks with the tests behind them. @since 0.1.0 */
export interface SignificanceRanking {
  /** 1 is best; equals share the mean of their ranks. */
  readonly ranks: readonly number[];
  /** `pValues[a][b]`: one-sided p that team a is better than team b; 1 on the diagonal. */
  readonly pValues: readonly (readonly number[])[];
}

const WILCOXON_FROM = 20;

/**
 * Ranks teams on one measure by how many others each is significantly better than, as the VALDO challenge does.
 *
 * @param teams - one list of values for each team; in a paired design in the same order of cases, NaN where undefined
 * @param options - direction, design and significance
 * @returns ranks and pairwise p values, in the order of the teams
 * @throws CmbError `SHAPE_MISMATCH` when paired teams have different numbers of cases
 * @see WhereIsValdo/valdo-eval-2021 ranking_comparison.py
 * @since 0.1.0
 */
export function rankBySignificance(
  teams: readonly (readonly number[])[],
  options: SignificanceOptions,
): SignificanceRanking {
  const compare = options.design === "paired" ? comparePaired : mannWhitneyU;
  const odd = options.design === "paired" ? teams.find((team) => team.length !== teams[0]?.length) : undefined;
  if (odd !== undefined) {
    const message = `rankBySignificance: paired teams have ${teams[0]?.length} and ${odd.length} cases; complete the missing ones first`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [teams[0]?.length ?? 0], actual: [odd.length] });
  }
  const pValues = teams.map((team, a) => teams.map((other, b) => (a === b ? 1 : compare(team, other, options.better))));
  const beaten = pValues.map((row) => row.filter((p) => p < options.significance).length);
  const { ranks } = rankValues(beaten);
  return { ranks: ranks.map((rank) => teams.length - rank + 1), pValues };
}

function comparePaired(first: readonly number[], second: readonly number[], better: "greater" | "less"): number {
  if (first.length < WILCOXON_FROM) return pairedRanksTest(first, second, better);
  return wilcoxonSignedRank(
    first.map((value, n) => value - (second[n] ?? Number.NaN)),
    better,
  );
}
