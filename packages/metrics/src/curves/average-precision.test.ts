import { describe, expect, it } from "vitest";
import { averagePrecision } from "./average-precision.js";

describe("averagePrecision", () => {
  it("sums precision over the steps of recall", () => {
    const detections = [
      { score: 0.9, isHit: true },
      { score: 0.8, isHit: false },
      { score: 0.7, isHit: true },
    ];
    expect(averagePrecision(detections, 2)).toBeCloseTo(0.5 * 1 + 0.5 * (2 / 3), 15);
    expect(averagePrecision(detections, 4)).toBeCloseTo(0.25 * 1 + 0.25 * (2 / 3), 15);
  });
  it("is 0 without detections and undefined without references", () => {
    expect(averagePrecision([], 3)).toBe(0);
    expect(averagePrecision([], 0)).toBeNaN();
  });
});
