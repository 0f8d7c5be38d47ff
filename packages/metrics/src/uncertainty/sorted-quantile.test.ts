import { describe, expect, it } from "vitest";
import { sortedQuantile } from "./sorted-quantile.js";

describe("sortedQuantile", () => {
  it("uses type 7: position p·(n − 1), linear in between", () => {
    expect(sortedQuantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(sortedQuantile([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 12);
  });

  it("gives the ends at 0 and 1, the value itself for one value, NaN for none", () => {
    expect([sortedQuantile([1, 5], 0), sortedQuantile([1, 5], 1)]).toEqual([1, 5]);
    expect(sortedQuantile([3], 0.7)).toBe(3);
    expect(sortedQuantile([], 0.5)).toBeNaN();
  });

  it("does not turn an infinite value into NaN where it is not needed", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(sortedQuantile([1, 2, infinity], 0.5)).toBe(2);
    expect(sortedQuantile([1, infinity, infinity], 0.75)).toBe(infinity);
    expect(sortedQuantile([1, 2, infinity], 0.75)).toBe(infinity);
  });
});
