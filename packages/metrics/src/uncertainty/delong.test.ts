import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delongAuroc, delongTest } from "./delong.js";

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
