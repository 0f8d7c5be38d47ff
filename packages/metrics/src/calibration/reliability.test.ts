import { describe, expect, it } from "vitest";
import { brierScore } from "./brier-score.js";
import { expectedCalibrationError } from "./expected-calibration-error.js";
import { reliability } from "./reliability.js";

const scored = { probabilities: [0, 0.1, 0.1, 0.9, 1], outcomes: [false, false, true, true, true] };

describe("reliability", () => {
  it("closes bins at their upper edge and puts 0 into the first", () => {
    const [first, ...rest] = reliability(scored);
    expect(first).toMatchObject({ lower: 0, upper: 0.1, count: 3, observedFrequency: 1 / 3 });
    expect(first?.meanProbability).toBeCloseTo(0.2 / 3, 12);
    expect(rest.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(rest[0]?.meanProbability).toBeNaN();
  });

  it("refuses lists of unequal length, a score above 1 and no bins", () => {
    expect(() => reliability({ probabilities: [0.5], outcomes: [] })).toThrow("1 probabilities and 0 outcomes");
    expect(() => reliability({ probabilities: [1.5], outcomes: [true] })).toThrow("needs calibration");
    expect(() => reliability(scored, { bins: 0 })).toThrow("bins is 0");
  });
});

describe("expectedCalibrationError", () => {
  it("weights the gap of each bin by its size", () => {
    const gap = (3 * Math.abs(0.2 / 3 - 1 / 3) + Math.abs(0.9 - 1) + 0) / 5;
    expect(expectedCalibrationError(scored)).toBeCloseTo(gap, 12);
  });

  it("is 0 for certain and right, 1 for certain and wrong", () => {
    expect(expectedCalibrationError({ probabilities: [0, 1], outcomes: [false, true] })).toBe(0);
    expect(expectedCalibrationError({ probabilities: [0, 1], outcomes: [true, false] })).toBe(1);
  });
});

describe("brierScore", () => {
  it("is the mean squared difference", () => {
    expect(brierScore(scored)).toBeCloseTo((0 + 0.01 + 0.81 + 0.01 + 0) / 5, 12);
    expect(brierScore({ probabilities: [], outcomes: [] })).toBeNaN();
  });
});
