import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../statistics/summarise.js";
import { weightedQuantile } from "./weighted-quantile.js";

describe("weightedQuantile", () => {
  it("takes each value as often as its weight says", () => {
    const median = weightedQuantile(Float64Array.of(5, 1, Number.NaN, 3));
    expect(median(Float64Array.of(1, 3, 9, 0), 0.5)).toBe(1);
    expect(median(Float64Array.of(1, 1, 9, 0), 0.5)).toBe(3);
    expect(median(new Float64Array(4), 0.5)).toBeNaN();
  });
});

describe("properties", () => {
  it("equals the quantile of the list with repeats", () => {
    const entry = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(3));
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (entries, p) => {
          const repeated = entries.flatMap(([value, weight]) => new Array<number>(weight).fill(value));
          const measure = weightedQuantile(Float64Array.from(entries, ([value]) => value));
          const found = measure(
            Float64Array.from(entries, ([, weight]) => weight),
            p,
          );
          if (repeated.length === 0) expect(found).toBeNaN();
          else expect(found).toBeCloseTo(quantile(repeated, p), 12);
        },
      ),
    );
  });
});
