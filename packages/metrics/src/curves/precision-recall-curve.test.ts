import { describe, expect, it } from "vitest";
import { precisionRecallCurve } from "./precision-recall-curve.js";

describe("precisionRecallCurve", () => {
  it("starts at recall 0 with precision 1 and has a point for each distinct score", () => {
    const detections = [
      { score: 0.9, isHit: false },
      { score: 0.5, isHit: true },
      { score: 0.5, isHit: true },
    ];
    expect(precisionRecallCurve(detections, 4)).toEqual([
      { threshold: Number.POSITIVE_INFINITY, precision: 1, recall: 0 },
      { threshold: 0.9, precision: 0, recall: 0 },
      { threshold: 0.5, precision: 2 / 3, recall: 0.5 },
    ]);
  });
});
