import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kneedle } from "./kneedle.js";

describe("kneedle", () => {
  it("finds where a flat curve turns upwards", () => {
    expect(kneedle([0, 1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 40, 90])).toBe(4);
  });

  it("finds nothing on a straight or constant curve", () => {
    expect(kneedle([0, 1, 2, 3], [5, 5, 5, 5])).toBeUndefined();
    expect(kneedle([0, 1, 2, 3], [0, 1, 2, 3])).toBeUndefined();
  });

  it("asks for a deeper fall with a higher sensitivity", () => {
    const x = Array.from({ length: 20 }, (_, n) => n);
    const y = x.map((value) => (value < 16 ? value / 4 : 10 * (value - 15) + 4));
    expect(kneedle(x, y)).toBe(15);
    expect(kneedle(x, y, { sensitivity: 25 })).toBeUndefined();
  });

  it("refuses curves that are none", () => {
    expect(() => kneedle([1, 2], [1])).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    expect(() => kneedle([1], [1])).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("does not depend on the unit of y where that is a power of two", () => {
      const curve = fc.array(fc.nat(50), { minLength: 2, maxLength: 40 });
      fc.assert(
        fc.property(curve, fc.integer({ min: -8, max: 8 }), (steps, power) => {
          let total = 1;
          const y = steps.map((step) => (total += step));
          const x = steps.map((_, n) => n);
          expect(
            kneedle(
              x,
              y.map((value) => value * 2 ** power),
            ),
          ).toBe(kneedle(x, y));
        }),
      );
    });
  });
});
