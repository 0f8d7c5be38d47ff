import { describe, expect, it } from "vitest";
import { rankValdoTeams, type ValdoCase } from "./rank-valdo-teams.js";

const caseIds = Array.from({ length: 24 }, (_, n) => `case-${n}`);
const team = (quality: number): ValdoCase[] =>
  caseIds.map((id, n) => ({
    id,
    f1: quality + n / 1000,
    dice: quality + n / 1000,
    absoluteCountDifference: 10 - 10 * quality + n / 100,
    absoluteVolumeDifferenceMm3: 100 - 100 * quality + n / 10,
  }));

describe("rankValdoTeams", () => {
  it("puts the team first that is significantly better on all four measures", () => {
    const ranks = rankValdoTeams({ low: team(0.2), high: team(0.8) }, caseIds);
    expect(ranks.map(({ team: name, meanRank }) => [name, meanRank])).toEqual([
      ["high", 1],
      ["low", 2],
    ]);
  });
  it("gives equal teams the mean of their ranks", () => {
    expect(rankValdoTeams({ a: team(0.5), b: team(0.5) }, caseIds).map(({ meanRank }) => meanRank)).toEqual([1.5, 1.5]);
  });
  it("counts a missing case as the worst", () => {
    const [first, second] = rankValdoTeams({ lazy: team(0.5).slice(12), whole: team(0.5) }, caseIds);
    expect([first?.team, second?.team]).toEqual(["whole", "lazy"]);
    expect(second?.missing).toEqual(caseIds.slice(0, 12));
    expect(second?.absoluteCountDifference).toBe(2);
    // Dice is compared over cases with F1 above 0 alone: leaving the hard cases out is rewarded there.
    expect(second?.dice).toBe(1);
  });
  it("refuses a case given twice and one that the challenge has not", () => {
    const doubled = [...team(0.5), ...team(0.5).slice(0, 1)];
    expect(() => rankValdoTeams({ a: doubled }, caseIds)).toThrow("a case twice");
    expect(() => rankValdoTeams({ a: team(0.5) }, caseIds.slice(1))).toThrow("case-0");
  });
});
