import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auroc } from "./auroc.js";
import { averagePrecision } from "./average-precision.js";
import { froc } from "./froc.js";
import { LUNA_RATES, meanSensitivity, sensitivityAt } from "./sensitivity-at.js";

const hit = (score: number): { score: number; isHit: boolean } => ({ score, isHit: true });
const miss = (score: number): { score: number; isHit: boolean } => ({ score, isHit: false });
const totals = { referenceCount: 4, scanCount: 2, points: "all" } as const;

describe("froc", () => {
  it("keeps every distinct score as a threshold and makes one point of equal scores", () => {
    const curve = froc([hit(0.9), miss(0.9), hit(0.5), miss(0.2)], totals);
    expect(curve.map(({ threshold }) => threshold)).toEqual([Number.POSITIVE_INFINITY, 0.9, 0.5, 0.2]);
    expect(curve.map((point) => [point.falsePositivesPerScan, point.sensitivity])).toEqual([
      [0, 0],
      [0.5, 0.25],
      [0.5, 0.5],
      [1, 0.5],
    ]);
  });
  it.each([
    ["froc", () => froc([hit(0.9), hit(0.8)], { ...totals, referenceCount: 1 })],
    ["averagePrecision", () => averagePrecision([hit(0.9), hit(0.8)], 1)],
    ["averagePrecision", () => averagePrecision([hit(0.9)], 0)],
  ])("%s refuses more hits than references", (name, act) => {
    try {
      act();
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "OUT_OF_RANGE") && error.message).toMatch(
        new RegExp(`^${name}: \\d hits of \\d references`),
      );
    }
  });
  it("drops the lowest score, which is 0 where a reference was missed", () => {
    const points = { ...totals, points: "withoutLowest" } as const;
    expect(froc([hit(0.9), miss(0.2)], points)).toHaveLength(3);
    expect(froc([hit(0.9), miss(0.2)], { ...points, referenceCount: 1 })).toHaveLength(2);
    expect(froc([hit(0.9), miss(0)], points)).toHaveLength(2);
  });
  it("drops points between equal steps", () => {
    const curve = froc([miss(0.9), miss(0.8), miss(0.7), hit(0.1)], { ...totals, points: "withoutCollinear" });
    expect(curve.map(({ threshold }) => threshold)).toEqual([Number.POSITIVE_INFINITY, 0.9, 0.7, 0.1]);
  });
  it("runs the lowest score to infinity at the sensitivity before it", () => {
    const curve = froc([hit(0.9), hit(0.2)], { ...totals, referenceCount: 2, points: "openEnd" });
    expect(curve.at(-1)).toMatchObject({ sensitivity: 0.5, falsePositivesPerScan: Number.POSITIVE_INFINITY });
    expect(froc([], { ...totals, referenceCount: 0, points: "openEnd" })).toHaveLength(1);
  });
  it("has an undefined sensitivity without references and refuses NaN scores", () => {
    expect(froc([miss(0.5)], { ...totals, referenceCount: 0 }).at(-1)?.sensitivity).toBeNaN();
    expect(() => froc([hit(Number.NaN)], totals)).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
    );
  });
});

describe("properties", () => {
  const detections = fc.array(fc.record({ score: fc.integer({ min: 0, max: 9 }), isHit: fc.boolean() }), {
    maxLength: 30,
  });
  const of = (list: readonly { score: number; isHit: boolean }[]): ReturnType<typeof froc> =>
    froc(list, { referenceCount: list.filter(({ isHit }) => isHit).length + 1, scanCount: 3, points: "all" });
  it("never falls, whatever the order of the detections", () => {
    fc.assert(
      fc.property(detections, (list) => {
        const curve = of(list);
        expect(of([...list].reverse())).toEqual(curve);
        for (const [n, point] of curve.entries()) {
          expect(point.sensitivity).toBeGreaterThanOrEqual(curve[n - 1]?.sensitivity ?? 0);
          expect(point.falsePositivesPerScan).toBeGreaterThanOrEqual(curve[n - 1]?.falsePositivesPerScan ?? 0);
        }
      }),
    );
  });
  it("depends on the order of the scores alone", () => {
    fc.assert(
      fc.property(detections, (list) => {
        const stretched = list.map((each) => ({ ...each, score: each.score ** 3 + 7 }));
        const read = (curve: ReturnType<typeof froc>): number => meanSensitivity(curve, LUNA_RATES, "linear");
        expect(read(of(stretched))).toBe(read(of(list)));
        expect(averagePrecision(stretched, 40)).toBe(averagePrecision(list, 40));
        const targets = (all: typeof list): { score: number; isPositive: boolean }[] =>
          all.map(({ score, isHit }) => ({ score, isPositive: isHit }));
        expect(auroc(targets(stretched))).toEqual(auroc(targets(list)));
      }),
    );
  });
  it("is read in steps never above the straight line", () => {
    fc.assert(
      fc.property(detections, fc.double({ min: 0, max: 12, noNaN: true }), (list, rate) => {
        const curve = of(list);
        expect(sensitivityAt(curve, rate, "step")).toBeLessThanOrEqual(sensitivityAt(curve, rate, "linear") + 1e-12);
      }),
    );
  });
});
