import { percentiles } from "@cmb/preprocess";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { float32Percentiles } from "./float32-percentiles.js";

describe("float32Percentiles", () => {
  it("lies between two ranks, and leaves out what is not finite", () => {
    const values = Float32Array.of(3, Number.NaN, -1, Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY);
    expect(float32Percentiles(values, [0, 25, 50, 75, 100])).toStrictEqual([-1, -0.5, 0, 1.5, 3]);
  });

  it("refuses values of which none is finite", () => {
    expect(() => float32Percentiles(Float32Array.of(Number.NaN), [50])).toThrow(
      expect.objectContaining({ code: "EMPTY_VOLUME" }),
    );
  });

  describe("properties", () => {
    it("is percentiles of @cmb/preprocess, of any values and percents", () => {
      const few = fc.constantFrom(0, 1, 1 + 2 ** -20, 1 - 2 ** -20, -1, -1 - 2 ** -20);
      const value = fc.oneof(fc.float({ noDefaultInfinity: true, noNaN: true }), few);
      fc.assert(
        fc.property(
          fc.array(value, { minLength: 1, maxLength: 60 }),
          fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 3 }),
          (values, percents) => {
            const data = Float32Array.from(values);
            const made = float32Percentiles(data, percents).map((one) => one + 0);
            expect(made).toStrictEqual(percentiles(data, percents).map((one) => one + 0));
          },
        ),
        { numRuns: 60 },
      );
    });
  });
});
