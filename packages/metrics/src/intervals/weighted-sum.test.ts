import { describe, expect, it } from "vitest";
import { weightedMean, weightedSum } from "./weighted-sum.js";

const weights = Float64Array.of(2, 0, 1);

describe("weightedSum", () => {
  it("takes each value as often as its weight says", () => {
    expect(weightedSum(Float64Array.of(1, 2, 4))(weights)).toBe(6);
  });
  it("is not touched by an undefined or infinite value that was not drawn", () => {
    expect(weightedSum(Float64Array.of(1, Number.NaN, 4))(weights)).toBe(6);
    expect(weightedSum(Float64Array.of(1, Number.POSITIVE_INFINITY, 4))(weights)).toBe(6);
    expect(weightedSum(Float64Array.of(1, 2, Number.NaN))(weights)).toBeNaN();
  });
});

describe("weightedMean", () => {
  it("passes over undefined values", () => {
    expect(weightedMean(Float64Array.of(1, 9, 4))(weights)).toBe(2);
    expect(weightedMean(Float64Array.of(1, 9, Number.NaN))(weights)).toBe(1);
    expect(weightedMean(Float64Array.of(Number.NaN, 9, Number.NaN))(weights)).toBeNaN();
  });
});
