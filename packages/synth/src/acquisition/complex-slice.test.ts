import { describe, expect, it } from "vitest";
import { intensityAt } from "./complex-slice.js";

const slice = { real: new Float32Array([3, 0]), imaginary: new Float32Array([4, 2]) };

describe("intensityAt", () => {
  it("is the magnitude without a low-pass slice", () => {
    expect(intensityAt(slice, 0, undefined)).toBe(5);
  });

  it("masks by the phase over that of the low-pass slice", () => {
    const same = { real: new Float32Array([6, 0]), imaginary: new Float32Array([8, 1]) };
    expect(intensityAt(slice, 0, same)).toBeCloseTo(5, 5);
    const quarter = { real: new Float32Array([0, 7]), imaginary: new Float32Array([0, 0]) };
    expect(intensityAt(slice, 1, quarter)).toBeCloseTo(2 / 16, 6);
  });
});
