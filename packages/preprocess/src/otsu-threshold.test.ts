import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { otsuThreshold } from "./otsu-threshold.js";

describe("otsuThreshold", () => {
  it("lies between two classes", () => {
    const threshold = otsuThreshold([10, 11, 12, 10, 90, 91, 95]);
    expect(threshold).toBeGreaterThan(11.9);
    expect(threshold).toBeLessThan(90);
  });

  it("looks only under the mask", () => {
    const values = [0, 0, 0, 0, 10, 11, 50, 51];
    const threshold = otsuThreshold(values, { mask: [0, 0, 0, 0, 1, 1, 1, 1] });
    expect(threshold).toBeGreaterThan(10.9);
    expect(threshold).toBeLessThan(50);
    expect(otsuThreshold(values, { mask: [1, 1, 1, 1, 1, 1, 0, 0] })).toBeLessThan(10);
  });

  it("leaves NaN and infinities out", () => {
    expect(otsuThreshold([1, Number.NaN, 2, Number.POSITIVE_INFINITY, 9])).toBe(otsuThreshold([1, 2, 9]));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("leaves %d out of many values", (left) => {
    const values = Float32Array.from({ length: 10_001 }, (_, v) => ((v * 7919) % 1000) - 300);
    const expected = otsuThreshold(values);
    expect(expected).toBeGreaterThan(150);
    for (const at of [0, 5000, 10_001]) {
      expect(otsuThreshold([...values.slice(0, at), left, ...values.slice(at)])).toBe(expected);
    }
  });

  it("gives the same for float32 values as for the same numbers, over many pieces, with and without a mask", () => {
    const numbers = Array.from({ length: 20_003 }, (_, v) => (v % 911 === 0 ? Number.NaN : ((v * 7919) % 1000) - 300));
    const mask = numbers.map((_, v) => v % 3);
    expect(otsuThreshold(Float32Array.from(numbers))).toBe(otsuThreshold(numbers));
    expect(otsuThreshold(Float32Array.from(numbers), { mask })).toBe(otsuThreshold(numbers, { mask }));
    expect(otsuThreshold(Float32Array.from(numbers), { bins: 200_000 })).toBe(
      otsuThreshold(numbers, { bins: 200_000 }),
    );
  });

  it("is the value itself where all are equal", () => {
    expect(otsuThreshold([4, 4, 4])).toBe(4);
  });

  it("refuses nothing, a mask of another length and a single bin", () => {
    expect(() => otsuThreshold([])).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => otsuThreshold([1, 2], { mask: [0, 0] })).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => otsuThreshold([1, 2], { mask: [1] })).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    expect(() => otsuThreshold([1, 2], { bins: 1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("scales with the values", () => {
      const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 60 });
      fc.assert(
        fc.property(values, fc.integer({ min: 1, max: 12 }), (list, power) => {
          const factor = 2 ** power;
          const scaled = otsuThreshold(list.map((value) => value * factor));
          expect(scaled).toBeCloseTo(otsuThreshold(list) * factor, 6);
        }),
      );
    });
  });
});
