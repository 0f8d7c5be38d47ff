import { CmbError } from "@cmb/core";
import { rankBySignificance } from "./rank-by-significance.js";

/** One team's scan under `valdo2021-code`; NaN where undefined. @since 0.1.0 */
export interface ValdoCase {
  readonly id: string;
  readonly f1: number;
  readonly dice: number;
  readonly absoluteCountDifference: number;
  readonly absoluteVolumeDifferenceMm3: number;
}

/** A team's ranks; 1 is best. @since 0.1.0 */
export interface ValdoRank {
  readonly team: string;
  /** Mean of the four ranks: teams are ordered by it. */
  readonly meanRank: number;
  readonly f1: number;
  readonly dice: number;
  readonly absoluteCountDifference: number;
  readonly absoluteVolumeDifferenceMm3: number;
  /** Cases that the team did not submit. */
  readonly missing: readonly string[];
}

const MISSING_DIFFERENCE = 100_000;

/**
 * The ranking of the VALDO challenge: four measures, each ranked by significance, and their mean.
 *
 * A case that a team lacks counts F1 0, Dice 0 and differences 100 000. Dice is compared unpaired over each team's
 * cases with F1 above 0, the others paired over all cases; undefined pairs are passed over.
 *
 * @param teams - each team's cases, in any order
 * @param caseIds - all cases of the challenge
 * @returns best team first; equal teams in the order given
 * @throws CmbError `INVALID_ARGUMENT` when a team has a case twice or one that the challenge has not
 * @see WhereIsValdo/valdo-eval-2021 complete_comparison.py, ranking_comparison.py
 * @since 0.1.0
 */
export function rankValdoTeams(
  teams: Readonly<Record<string, readonly ValdoCase[]>>,
  caseIds: readonly string[],
): readonly ValdoRank[] {
  const names = Object.keys(teams);
  const completed = names.map((name) => complete(name, teams[name] ?? [], caseIds));
  const paired = (field: Exclude<keyof ValdoCase, "id">, better: "greater" | "less"): readonly number[] => {
    const columns = completed.map(({ cases }) => cases.map((each) => each[field]));
    return rankBySignificance(columns, { better, design: "paired", significance: 0.05 }).ranks;
  };
  const hits = completed.map(({ cases }) => cases.filter(({ f1 }) => f1 > 0).map(({ dice }) => dice));
  const ranks = {
    f1: paired("f1", "greater"),
    dice: rankBySignificance(hits, { better: "greater", design: "unpaired", significance: 0.05 }).ranks,
    absoluteCountDifference: paired("absoluteCountDifference", "less"),
    absoluteVolumeDifferenceMm3: paired("absoluteVolumeDifferenceMm3", "less"),
  };
  const rows = names.map((team, n): ValdoRank => {
    const own = {
      f1: ranks.f1[n] ?? Number.NaN,
      dice: ranks.dice[n] ?? Number.NaN,
      absoluteCountDifference: ranks.absoluteCountDifference[n] ?? Number.NaN,
      absoluteVolumeDifferenceMm3: ranks.absoluteVolumeDifferenceMm3[n] ?? Number.NaN,
    };
    const sum = Object.values(own).reduce((total, rank) => total + rank, 0);
    return { team, meanRank: sum / 4, ...own, missing: completed[n]?.missing ?? [] };
  });
  return rows.sort((a, b) => a.meanRank - b.meanRank);
}

function complete(
  team: string,
  cases: readonly ValdoCase[],
  caseIds: readonly string[],
): { readonly cases: readonly ValdoCase[]; readonly missing: readonly string[] } {
  const known = new Map(cases.map((each) => [each.id, each]));
  const stray = cases.find(({ id }) => !caseIds.includes(id));
  if (stray !== undefined || known.size !== cases.length) {
    const what = stray === undefined ? "has a case twice" : `has the case ${stray.id}, which the challenge has not`;
    throw new CmbError("INVALID_ARGUMENT", `rankValdoTeams: ${team} ${what}; give each case of the challenge once`, {
      name: "cases",
      value: team,
    });
  }
  const missingCase = (id: string): ValdoCase => ({
    id,
    f1: 0,
    dice: 0,
    absoluteCountDifference: MISSING_DIFFERENCE,
    absoluteVolumeDifferenceMm3: MISSING_DIFFERENCE,
  });
  return {
    cases: caseIds.map((id) => known.get(id) ?? missingCase(id)),
    missing: caseIds.filter((id) => !known.has(id)),
  };
}
