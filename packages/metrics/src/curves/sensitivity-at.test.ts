import { describe, expect, it } from "vitest";
import { froc } from "./froc.js";
import { CAMELYON_RATES, LUNA_RATES, meanSensitivity, sensitivityAt } from "./sensitivity-at.js";

const detections = [
  { score: 0.9, isHit: true },
  { score: 0.8, isHit: false },
  { score: 0.7, isHit: true },
];
const curve = froc(detections, { referenceCount: 2, scanCount: 1, points: "all" });

describe("sensitivityAt", () => {
  it("takes the highest of several points with as many false positives", () => {
    expect(sensitivityAt(curve, 0, "linear")).toBe(0.5);
    expect(sensitivityAt(curve, 1, "linear")).toBe(1);
  });
  it("draws a straight line, or steps", () => {
    const rising = froc(
      [
        { score: 1, isHit: false },
        { score: 1, isHit: true },
      ],
      { referenceCount: 1, scanCount: 1, points: "all" },
    );
    expect(sensitivityAt(rising, 0.25, "linear")).toBe(0.25);
    expect(sensitivityAt(rising, 0.25, "step")).toBe(0);
  });
  it("holds the last value beyond the curve, and before an infinite end", () => {
    expect(sensitivityAt(curve, 99, "linear")).toBe(1);
    const open = froc(detections, { referenceCount: 3, scanCount: 1, points: "openEnd" });
    expect(sensitivityAt(open, 99, "linear")).toBeCloseTo(2 / 3, 15);
  });
  it("is undefined without references or points", () => {
    expect(sensitivityAt([], 1, "linear")).toBeNaN();
    expect(sensitivityAt(froc([], { referenceCount: 0, scanCount: 1, points: "all" }), 1, "step")).toBeNaN();
  });
});

describe("meanSensitivity", () => {
  it("averages over the rates", () => {
    expect(meanSensitivity(curve, [0, 1], "linear")).toBe(0.75);
    expect(LUNA_RATES).toHaveLength(7);
    expect(CAMELYON_RATES).toHaveLength(6);
  });
});
