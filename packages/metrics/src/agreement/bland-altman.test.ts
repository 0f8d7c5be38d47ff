import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blandAltman } from "./bland-altman.js";

describe("blandAltman", () => {
  it("takes second minus first", () => {
    const { bias, standardDeviation, limits, points } = blandAltman([1, 2, 3], [2, 2, 5]);
    expect(bias).toBe(1);
    expect(standardDeviation).toBe(1);
    expect(limits.lower).toBeCloseTo(-0.96, 12);
    expect(limits.upper).toBeCloseTo(2.96, 12);
    expect(points).toEqual([
      { mean: 1.5, difference: 1 },
      { mean: 2, difference: 0 },
      { mean: 4, difference: 2 },
    ]);
  });

  it("refuses a single subject", () => {
    expect(() => blandAltman([1], [2])).toThrow("at least 2");
  });

  describe("properties", () => {
    it("swapping the series turns every sign round", () => {
      const pair = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }));
      fc.assert(
        fc.property(fc.array(pair, { minLength: 2, maxLength: 30 }), (pairs) => {
          const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
          const [forth, back] = [blandAltman(x, y), blandAltman(y, x)];
          expect(back.bias).toBeCloseTo(-forth.bias, 10);
          expect(back.limits.lower).toBeCloseTo(-forth.limits.upper, 10);
          expect(back.upperLimitInterval.upper).toBeCloseTo(-forth.lowerLimitInterval.lower, 8);
        }),
      );
    });
  });
});
