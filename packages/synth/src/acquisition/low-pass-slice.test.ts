import { describe, expect, it } from "vitest";
import { createGrid } from "./grid.js";
import { lowPassSlice } from "./low-pass-slice.js";

const grid = createGrid([1, 2, 3], [61, 122, 3], [0, 0, 0]);
const empty = (): Float32Array => new Float32Array(61 * 61);

describe("lowPassSlice", () => {
  it("spreads one voxel as a Gaussian of 2.8 mm in both directions, whatever the spacing", () => {
    const real = empty();
    real[30 + 61 * 30] = 1;
    const smooth = lowPassSlice({ real, imaginary: empty() }, grid).real;
    const at = (i: number, j: number): number => smooth[30 + i + 61 * (30 + j)] ?? 0;
    expect(at(4, 0) / at(0, 0)).toBeCloseTo(Math.exp(-0.5 * (4 / 2.8) ** 2), 5);
    expect(at(0, 2) / at(0, 0)).toBeCloseTo(Math.exp(-0.5 * (4 / 2.8) ** 2), 5);
    expect(smooth.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });

  it("keeps a uniform phase and smooths both parts", () => {
    const real = empty().fill(3);
    const imaginary = empty().fill(4);
    const smooth = lowPassSlice({ real, imaginary }, grid);
    const middle = 30 + 61 * 30;
    expect(smooth.real[middle]).toBeCloseTo(3, 5);
    expect(smooth.imaginary[middle]).toBeCloseTo(4, 5);
    expect(smooth.real[0]).toBeLessThan(2);
  });

  it("leaves what it is given alone", () => {
    const real = empty().fill(1);
    lowPassSlice({ real, imaginary: empty() }, grid);
    expect(real.every((value) => value === 1)).toBe(true);
  });
});
