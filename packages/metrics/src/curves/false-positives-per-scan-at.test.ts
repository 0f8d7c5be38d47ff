import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falsePositivesPerScanAt } from "./false-positives-per-scan-at.js";
import { froc } from "./froc.js";
import { sensitivityAt } from "./sensitivity-at.js";

const detections = [
  { score: 0.9, isHit: true },
  { score: 0.7, isHit: false },
  { score: 0.4, isHit: true },
  { score: 0.4, isHit: false },
];
const curve = froc(detections, { referenceCount: 4, scanCount: 2, points: "all" });

describe("falsePositivesPerScanAt", () => {
  it("is the rate of the first point that reaches the sensitivity, by steps", () => {
    expect([0, 0.25, 0.26, 0.5].map((at) => falsePositivesPerScanAt(curve, at, "step"))).toEqual([0, 0, 1, 1]);
  });
  it("lies on the straight line between points", () => {
    // From (0.5, 0.25) to (1, 0.5).
    expect(falsePositivesPerScanAt(curve, 0.375, "linear")).toBe(0.75);
  });
  it("is infinite where no threshold reaches it, and undefined without references or points", () => {
    expect(falsePositivesPerScanAt(curve, 0.75, "linear")).toBe(Number.POSITIVE_INFINITY);
    const empty = froc([{ score: 0.5, isHit: false }], { referenceCount: 0, scanCount: 1, points: "all" });
    expect(falsePositivesPerScanAt(empty, 0.5, "step")).toBeNaN();
    expect(falsePositivesPerScanAt([], 0.5, "step")).toBeNaN();
  });
});

describe("properties", () => {
  it("the sensitivity at the rate found is at least the one asked for", () => {
    const detection = fc.record({ score: fc.integer({ min: 1, max: 9 }), isHit: fc.boolean() });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(detection, { maxLength: 30 }),
        share,
        fc.constantFrom("linear", "step"),
        (list, at, reading) => {
          const points = froc(list, { referenceCount: 31, scanCount: 4, points: "all" });
          const rate = falsePositivesPerScanAt(points, at, reading);
          if (Number.isFinite(rate)) expect(sensitivityAt(points, rate, reading)).toBeGreaterThanOrEqual(at - 1e-12);
          else expect(points.at(-1)?.sensitivity).toBeLessThan(at);
        },
      ),
    );
  });
});
