import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { robustScale } from "./robust-scale.js";

describe("robustScale", () => {
  it("puts the 1st percentile of what is above zero at 0 and the 99th at 1", () => {
    const values = Float32Array.from({ length: 201 }, (_, n) => n);
    const scaled = robustScale(values);
    // 200 values above zero: the ranks floor(0.01 · 199) = 1 and floor(0.99 · 199) = 197.
    expect([scaled[0], scaled[1], scaled[2]]).toEqual([0, 0, 0]);
    expect(scaled[198]).toBe(1);
    expect(scaled[100]).toBeCloseTo(98 / 196, 6);
  });

  it("clips at 2 and takes NaN and what is below zero for nothing", () => {
    const values = Float32Array.from({ length: 300 }, (_, n) => 1 + (n % 100) / 100);
    values[7] = 1000;
    values[8] = Number.NaN;
    values[9] = -5;
    const scaled = robustScale(values);
    expect([scaled[7], scaled[8], scaled[9]]).toEqual([2, 0, 0]);
  });

  it("is all zero where hardly anything is above zero", () => {
    expect(robustScale(new Float32Array(500).fill(1, 0, 99)).every((value) => value === 0)).toBe(true);
  });

  describe("properties", () => {
    it("does not see the scanner's unit", () => {
      const values = fc.float32Array({ minLength: 120, maxLength: 200, min: 0, max: 1000, noNaN: true });
      fc.assert(
        fc.property(values, (image) => {
          const scaled = robustScale(image);
          // A power of two is exact in float32.
          expect(robustScale(image.map((value) => value * 4))).toEqual(scaled);
          expect(Math.max(...scaled)).toBeLessThanOrEqual(2);
          expect(Math.min(...scaled)).toBeGreaterThanOrEqual(0);
        }),
      );
    });
  });
});
