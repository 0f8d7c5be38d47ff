import { describe, expect, it } from "vitest";
import { resolvedAxes } from "./resolved-axes.js";

const shape = [20, 20, 9] as const;
const at = (i: number, j: number, k: number): number => i + 20 * (j + 20 * k);

describe("resolvedAxes", () => {
  it("sees nothing in a lesion of two thick slices but its extent in the plane", () => {
    const disc = [at(5, 5, 3), at(6, 5, 3), at(5, 6, 3), at(6, 6, 3)];
    const both = [...disc, ...disc.map((v) => v + 400)];
    expect(resolvedAxes(both, shape, [0.5, 0.5, 5])).toEqual({ lengthMm: 0, elongation: 1 });
  });

  it("sees a line within a slice and across slices", () => {
    const row = Array.from({ length: 12 }, (_, i) => at(i, 5, 3));
    // variance (144 − 1) / 12 voxels², less a quarter, of 0.5 mm
    expect(resolvedAxes(row, shape, [0.5, 0.5, 5]).lengthMm).toBeCloseTo(4 * Math.sqrt((143 / 12 - 0.25) / 4), 9);
    expect(resolvedAxes(row, shape, [0.5, 0.5, 5]).elongation).toBeLessThan(0.2);
    const column = Array.from({ length: 5 }, (_, k) => at(5, 5, k));
    expect(resolvedAxes(column, shape, [0.5, 0.5, 5]).lengthMm).toBeCloseTo(4 * Math.sqrt(1.75 * 25), 9);
  });

  it("finds a ball as long as wide", () => {
    const voxels: number[] = [];
    for (let v = 0; v < 3600; v++) {
      const [i, j, k] = [v % 20, Math.floor(v / 20) % 20, Math.floor(v / 400)];
      if (Math.hypot(i - 8, j - 8, 2 * (k - 4)) <= 5) voxels.push(v);
    }
    expect(resolvedAxes(voxels, shape, [1, 1, 2]).elongation).toBeGreaterThan(0.9);
  });
});
