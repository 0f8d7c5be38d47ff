import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concordanceCorrelation } from "./concordance-correlation.js";

describe("concordanceCorrelation", () => {
  it("divides variances by n: 2·(2/3) / (2/3 + 2/3 + 1) for a shift by 1", () => {
    expect(concordanceCorrelation([1, 2, 3], [2, 3, 4]).value).toBeCloseTo(4 / 7, 12);
  });

  it("splits into precision and accuracy", () => {
    const { value, precision, accuracy } = concordanceCorrelation([1, 2, 3], [2, 3, 4]);
    expect(precision).toBeCloseTo(1, 12);
    expect(precision * accuracy).toBeCloseTo(value, 12);
  });

  it("is 1 from 1 to 1 for series that are equal, and has an interval around 0 without correlation", () => {
    expect(concordanceCorrelation([1, 2, 3], [1, 2, 3])).toMatchObject({ value: 1, interval: { lower: 1, upper: 1 } });
    const { value, accuracy, interval } = concordanceCorrelation([1, 2, 1, 2], [1, 1, 2, 2]);
    expect([value, accuracy]).toEqual([0, 1]);
    // Variance 1 / (n − 2) of atanh(0).
    expect(interval.upper).toBeCloseTo(Math.tanh(1.959963984540054 / Math.sqrt(2)), 12);
    expect(interval.lower).toBeCloseTo(-interval.upper, 12);
  });

  it("refuses series of unequal length", () => {
    expect(() => concordanceCorrelation([1, 2, 3], [1, 2])).toThrow("3 and 2 values");
  });

  describe("properties", () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    const pairs = fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 30 });

    it("is symmetric and never larger in size than Pearson's correlation", () => {
      fc.assert(
        fc.property(pairs, (rows) => {
          const [x, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
          const forth = concordanceCorrelation(x, y);
          fc.pre(Number.isFinite(forth.precision));
          expect(concordanceCorrelation(y, x).value).toBeCloseTo(forth.value, 10);
          expect(Math.abs(forth.value)).toBeLessThanOrEqual(Math.abs(forth.precision) + 1e-9);
        }),
      );
    });

    it("the interval holds the value", () => {
      fc.assert(
        fc.property(pairs, (rows) => {
          const { value: ccc, interval } = concordanceCorrelation(
            rows.map(([a]) => a),
            rows.map(([, b]) => b),
          );
          fc.pre(Number.isFinite(interval.lower));
          expect(interval.lower).toBeLessThanOrEqual(ccc);
          expect(interval.upper).toBeGreaterThanOrEqual(ccc);
        }),
      );
    });
  });
});
