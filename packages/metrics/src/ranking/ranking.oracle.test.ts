import { describe, expect, it } from "vitest";
import { readFixture } from "../testdata/read-fixture.js";
import { mannWhitneyU } from "./mann-whitney-u.js";
import { pairedRanksTest } from "./paired-ranks-test.js";
import { rankBySignificance } from "./rank-by-significance.js";
import { wilcoxonSignedRank } from "./wilcoxon-signed-rank.js";

interface TwoSamples {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly greater: number;
  readonly less: number;
}
// Made by fixtures/ranking/make_ranking.py with SciPy.
const answers = readFixture<{
  readonly wilcoxon: readonly {
    readonly differences: readonly number[];
    readonly greater: number;
    readonly less: number;
  }[];
  readonly mannWhitney: readonly TwoSamples[];
  readonly pairedRanks: readonly TwoSamples[];
}>("ranking/ranking.json");

const valdo = readFixture<{
  readonly ranking: readonly {
    readonly id: string;
    readonly direction: "greater" | "less";
    readonly unpaired?: boolean;
    readonly scores: readonly (readonly number[])[];
    readonly pairwiseP: readonly (readonly number[])[];
    readonly rank: readonly number[];
  }[];
}>("peers/valdo-task2.json");

const SIDES = ["greater", "less"] as const;

describe("rank tests beside SciPy", () => {
  it.each(answers.wilcoxon)("wilcoxonSignedRank %#", (answer) => {
    for (const side of SIDES) expect(wilcoxonSignedRank(answer.differences, side)).toBeCloseTo(answer[side], 12);
  });
  it.each(answers.mannWhitney)("mannWhitneyU %#", (answer) => {
    for (const side of SIDES) expect(mannWhitneyU(answer.first, answer.second, side)).toBeCloseTo(answer[side], 12);
  });
  it.each(answers.pairedRanks)("pairedRanksTest %#", (answer) => {
    for (const side of SIDES) expect(pairedRanksTest(answer.first, answer.second, side)).toBeCloseTo(answer[side], 10);
  });
});

describe("rankBySignificance beside the VALDO organisers' code", () => {
  it.each(valdo.ranking)("$id", (fixture) => {
    const teams = fixture.unpaired
      ? fixture.scores
      : (fixture.scores[0] ?? []).map((_, team) => fixture.scores.map((row) => row[team] ?? Number.NaN));
    const { ranks, pValues } = rankBySignificance(teams, {
      better: fixture.direction,
      design: fixture.unpaired ? "unpaired" : "paired",
      significance: 0.05,
    });
    expect(ranks).toEqual(fixture.rank);
    // The fixture gives eight decimals.
    for (const [a, row] of fixture.pairwiseP.entries()) {
      for (const [b, p] of row.entries())
        expect(Math.abs((pValues[a]?.[b] ?? Number.NaN) - p)).toBeLessThanOrEqual(1e-8);
    }
  });
});
