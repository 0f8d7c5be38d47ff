import { createRng } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapInterval } from "./bootstrap-interval.js";
import { type ClassScores, delongAuroc, delongTest } from "./delong.js";

describe("delongAuroc", () => {
  it("counts pairs that are in order, ties as half", () => {
    expect(delongAuroc([3, 2, 1], [2, 0]).value).toBeCloseTo((1 + 1 + 0.5 + 1 + 0 + 1) / 6, 12);
  });

  it("has no spread for perfect separation", () => {
    const { value, interval } = delongAuroc([3, 4], [1, 2]);
    expect(value).toBe(1);
    expect([interval.lower, interval.upper]).toEqual([1, 1]);
  });

  it("refuses an empty side and NaN", () => {
    expect(() => delongAuroc([], [1])).toThrow("at least one of each");
    expect(() => delongAuroc([Number.NaN], [1])).toThrow("without NaN");
  });

  it("properties: equals the share of ordered pairs and turns to 1 − area when the sides swap", () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(scores, scores, (positive, negative) => {
        const pairs = positive.flatMap((p): number[] => negative.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const expected = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
        expect(delongAuroc(positive, negative).value).toBeCloseTo(expected, 10);
        expect(delongAuroc(negative, positive).value).toBeCloseTo(1 - expected, 10);
      }),
    );
  });
});

/** Patients with two scans each, whose scores go together within the patient. */
const rng = createRng(8, "patients");
const patients = Array.from({ length: 80 }, (_, n): readonly [Scan, Scan] => {
  const burden = rng.normal();
  const scan = (): Scan => ({
    score: burden + rng.normal(0, 0.3),
    isPositive: burden + rng.normal(0, 1.5) > 0.2,
    patient: String(n),
  });
  return [scan(), scan()];
});
type Scan = { readonly score: number; readonly isPositive: boolean; readonly patient: string };
function split(list: readonly Scan[], of: (scan: Scan) => number = ({ score }) => score): ClassScores {
  return {
    positive: list.filter(({ isPositive }) => isPositive).map(of),
    negative: list.filter(({ isPositive }) => !isPositive).map(of),
  };
}
const scans = patients.flat();
const clusters = {
  positive: scans.filter(({ isPositive }) => isPositive).map(({ patient }) => patient),
  negative: scans.filter(({ isPositive }) => !isPositive).map(({ patient }) => patient),
};

describe("delongAuroc of repeated scans", () => {
  it("widens the interval to what drawing patients gives", () => {
    const { positive, negative } = split(scans);
    const clustered = delongAuroc(positive, negative, { clusters });
    expect(clustered.value).toBe(delongAuroc(positive, negative).value);
    expect(clustered.standardError).toBeGreaterThan(1.1 * delongAuroc(positive, negative).standardError);
    // One standard error on either side is an interval of 68.27 %; the drawn one has a spread of a few percent.
    const drawn = bootstrapInterval(
      scans,
      (cases) => {
        const sides = split(cases);
        return delongAuroc(sides.positive, sides.negative).value;
      },
      { seed: 1, resamples: 2000, confidence: 0.6827, clusters: scans.map(({ patient }) => patient) },
    );
    expect(clustered.standardError / ((drawn.upper - drawn.lower) / 2)).toBeGreaterThan(0.9);
    expect(clustered.standardError / ((drawn.upper - drawn.lower) / 2)).toBeLessThan(1.1);
  });

  it("is Obuchowski's variance, written out over all pairs", () => {
    const sides = {
      positive: scans.filter((scan) => scan.isPositive),
      negative: scans.filter((scan) => !scan.isPositive),
    };
    const [m, n] = [sides.positive.length, sides.negative.length];
    const wins = (p: Scan, q: Scan): number => (p.score > q.score ? 1 : p.score === q.score ? 0.5 : 0);
    const total = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);
    const area = total(sides.positive.flatMap((p) => sides.negative.map((q) => wins(p, q)))) / (m * n);
    // Sums over a patient's positive scans, and over the negative ones, of the shares that they win less the area.
    const sums = patients.map(([{ patient }]) => {
      const mine = (list: readonly Scan[]): readonly Scan[] => list.filter((scan) => scan.patient === patient);
      const [positive, negative] = [mine(sides.positive), mine(sides.negative)];
      return {
        positive: total(positive.map((p) => total(sides.negative.map((q) => wins(p, q))) / n - area)),
        negative: total(negative.map((q) => total(sides.positive.map((p) => wins(p, q))) / m - area)),
        has: { positive: positive.length > 0, negative: negative.length > 0 },
      };
    });
    const correction = (clusterCount: number): number => clusterCount / (clusterCount - 1);
    const [withPositive, withNegative] = (["positive", "negative"] as const).map(
      (side) => sums.filter(({ has }) => has[side]).length,
    ) as [number, number];
    const variance =
      (correction(withPositive) * total(sums.map(({ positive }) => positive ** 2))) / m ** 2 +
      (correction(withNegative) * total(sums.map(({ negative }) => negative ** 2))) / n ** 2 +
      (2 * correction(patients.length) * total(sums.map(({ positive, negative }) => positive * negative))) / (m * n);
    const { positive, negative } = split(scans);
    expect(delongAuroc(positive, negative, { clusters }).standardError).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it("is DeLong's where every case is its own cluster", () => {
    const { positive, negative } = split(scans);
    const own = { positive: positive.map((_, n) => `p${n}`), negative: negative.map((_, n) => `n${n}`) };
    expect(delongAuroc(positive, negative, { clusters: own }).standardError).toBeCloseTo(
      delongAuroc(positive, negative).standardError,
      14,
    );
  });

  it("learns nothing from the same scan listed twice under one patient", () => {
    const twice = <T>(list: readonly T[]): T[] => list.flatMap((each) => [each, each]);
    const { positive, negative } = split(scans);
    const doubled = { positive: twice(clusters.positive), negative: twice(clusters.negative) };
    expect(delongAuroc(twice(positive), twice(negative), { clusters: doubled }).standardError).toBeCloseTo(
      delongAuroc(positive, negative, { clusters }).standardError,
      12,
    );
    const second = split(scans, ({ score, patient }) => score + (Number(patient) % 7) / 3);
    const once = delongTest(split(scans), second, clusters);
    const repeated = delongTest(
      { positive: twice(positive), negative: twice(negative) },
      { positive: twice(second.positive), negative: twice(second.negative) },
      doubled,
    );
    expect(repeated.z).toBeCloseTo(once.z, 10);
  });

  it("refuses clusters that do not name every score", () => {
    expect(() => delongAuroc([1, 2], [0], { clusters: { positive: ["a"], negative: ["b"] } })).toThrow("2 + 1 scores");
  });
});

describe("delongTest", () => {
  it("finds no difference between systems that order the cases alike", () => {
    const first = { positive: [1, 5, 3], negative: [0, 2, 1] };
    const second = { positive: [10, 50, 30], negative: [0, 20, 10] };
    expect(delongTest(first, second)).toEqual({ difference: 0, z: 0, pValue: 1 });
  });

  it("refuses other numbers of cases", () => {
    expect(() => delongTest({ positive: [1], negative: [0] }, { positive: [1, 2], negative: [0] })).toThrow(
      "1 + 1 and 2 + 1",
    );
  });
});
