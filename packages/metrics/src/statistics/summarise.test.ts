import { describe, expect, it } from "vitest";
import { quantile, summariseMean, summariseMedian } from "./summarise.js";

describe("summariseMean", () => {
  it("passes NaN over and divides the spread by n - 1", () => {
    expect(summariseMean([1, Number.NaN, 3])).toEqual({ mean: 2, standardDeviation: Math.SQRT2, count: 2 });
  });
  it("has no spread for one value and no mean for none", () => {
    expect(summariseMean([4])).toEqual({ mean: 4, standardDeviation: Number.NaN, count: 1 });
    expect(summariseMean([]).mean).toBeNaN();
  });
});

describe("summariseMedian", () => {
  it("interpolates quartiles as numpy does", () => {
    expect(summariseMedian([4, 1, 3, 2, Number.NaN])).toEqual({ median: 2.5, q1: 1.75, q3: 3.25, count: 4 });
  });
});

describe("quantile", () => {
  it("keeps infinite values apart from NaN", () => {
    const infinite = Number.POSITIVE_INFINITY;
    expect(quantile([infinite, infinite], 0.5)).toBe(infinite);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
