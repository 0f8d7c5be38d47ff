import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { wholeBand } from "./whole-band.js";

/** 1000 curves of independent places, so that the band must be much wider than each place's own interval. */
function curves(places: number): readonly Float64Array[] {
  const rng = createRng(4, "curves");
  return Array.from({ length: places }, (_, place) => {
    const stream = rng.at(place);
    return Float64Array.from({ length: 1000 }, () => stream.normal());
  });
}

describe("wholeBand", () => {
  it("is the percentile interval where the curve has one place", () => {
    const [column] = curves(1) as [Float64Array];
    const { lower, upper } = wholeBand([column], 0.9);
    const sorted = column.slice().sort();
    expect(lower[0]).toBe(sorted[50]);
    expect(upper[0]).toBe(sorted[949]);
  });

  it("holds the stated share of whole curves", () => {
    const columns = curves(10);
    const { lower, upper } = wholeBand(columns, 0.9);
    const isInside = (b: number): boolean =>
      columns.every((column, n) => {
        const value = column[b] as number;
        return value >= (lower[n] as number) && value <= (upper[n] as number);
      });
    const share = [...Array(1000).keys()].filter(isInside).length / 1000;
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(share).toBeLessThan(0.92);
    // Ten independent places: each must hold 0.9^(1/10) = 0.9895 by itself.
    expect(upper[0]).toBeGreaterThan(2.1);
  });

  it("passes over curves that are undefined somewhere, and is undefined where all are", () => {
    const columns = [Float64Array.of(1, 2, Number.NaN), Float64Array.of(5, 6, 7)];
    expect(wholeBand(columns, 0.5).upper).toEqual(Float64Array.of(2, 6));
    expect(wholeBand([Float64Array.of(Number.NaN)], 0.5).lower).toEqual(Float64Array.of(Number.NaN));
    expect(wholeBand([], 0.5).lower).toHaveLength(0);
  });
});
