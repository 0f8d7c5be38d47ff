import { describe, expect, it } from "vitest";
import { expectedCalibrationError } from "./expected-calibration-error.js";

const scored = { probabilities: [0, 0.1, 0.1, 0.9, 1], outcomes: [false, false, true, true, true] };

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
