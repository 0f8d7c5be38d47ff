import { describe, expect, it } from "vitest";
import { matchLesions } from "../matching/match-lesions.js";
import type { Assignment } from "../matching/match-rule.js";
import { type MatchingConventions, scoreMatching } from "./score-matching.js";

const conventions: MatchingConventions = {
  duplicateHits: "falsePositive",
  truePositivesAre: "references",
  emptyPair: "undefined",
  emptyReference: "formula",
  emptyPrediction: "formula",
  noTruePositives: "zero",
};
const at = (x: number): { centreMm: readonly [number, number, number] } => ({ centreMm: [x, 0, 0] });
const criterion = { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: false } as const;
const match = (assignment: Assignment): ReturnType<typeof matchLesions> =>
  matchLesions({ id: "a", reference: [at(0), at(40)], prediction: [at(1), at(-1), at(90)] }, { criterion, assignment });

describe("scoreMatching", () => {
  it("counts a repeated hit as a false positive, or not at all", () => {
    const counted = scoreMatching(match("greedyByValue"), conventions);
    expect(counted).toMatchObject({ truePositives: 1, falsePositives: 2, falseNegatives: 1, repeatedHits: 1 });
    const ignored = scoreMatching(match("greedyByValue"), { ...conventions, duplicateHits: "ignore" });
    expect(ignored).toMatchObject({ truePositives: 1, falsePositives: 1, falseNegatives: 1, repeatedHits: 1 });
    expect(ignored.precision).toBe(0.5);
  });
  it("counts true positives by references found or by predictions matched", () => {
    expect(scoreMatching(match("touching"), conventions).truePositives).toBe(1);
    const byPrediction = scoreMatching(match("touching"), { ...conventions, truePositivesAre: "predictions" });
    expect(byPrediction).toMatchObject({ truePositives: 2, falseNegatives: 1 });
  });
  it("gives count difference and false positives per microbleed", () => {
    const scores = scoreMatching(match("greedyByValue"), conventions);
    expect(scores.absoluteCountDifference).toBe(1);
    expect(scores.falsePositivesPerMicrobleed).toBe(1);
    const empty = matchLesions({ id: "b", reference: [], prediction: [at(0)] }, { criterion, assignment: "optimal" });
    expect(scoreMatching(empty, conventions).falsePositivesPerMicrobleed).toBeNaN();
  });
});
