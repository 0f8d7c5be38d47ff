import { describe, expect, it } from "vitest";
import { brierScore } from "./brier-score.js";

const scored = { probabilities: [0, 0.1, 0.1, 0.9, 1], outcomes: [false, false, true, true, true] };

describe("brierScore", () => {
  it("is the mean squared difference", () => {
    expect(brierScore(scored)).toBeCloseTo((0 + 0.01 + 0.81 + 0.01 + 0) / 5, 12);
    expect(brierScore({ probabilities: [], outcomes: [] })).toBeNaN();
  });
});
