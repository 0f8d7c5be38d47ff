import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { neighbourhood, neighbourIndex } from "./neighbourhood.js";

const grid = { data: new Float32Array(60), shape: [5, 4, 3] as const, affine: affineFromSpacing([1, 1, 3]) };

describe("neighbourhood", () => {
  it("holds each voxel within the reach once, nearest first", () => {
    const near = neighbourhood(grid, 1.5);
    expect([...near.distanceMm.slice(0, 5)]).toEqual([0, 1, 1, 1, 1]);
    // 3 × 3 within the slice; the next slice is 3 mm away
    expect(near.distanceMm).toHaveLength(9);
  });

  it("measures in mm along anisotropic axes", () => {
    const near = neighbourhood(grid, 3);
    const across = [...near.distanceMm.keys()].filter((n) => near.offsets[3 * n + 2] !== 0);
    expect(across.map((n) => near.distanceMm[n])).toEqual([3, 3]);
    expect(across.map((n) => Math.abs(near.offsetsMm[3 * n + 2] ?? 0))).toEqual([3, 3]);
  });
});

describe("neighbourIndex", () => {
  it("is −1 outside of the grid", () => {
    const near = neighbourhood(grid, 1);
    const indices = [...near.distanceMm.keys()].map((n) =>
      neighbourIndex(near, n, { shape: grid.shape, i: 0, j: 3, k: 1 }),
    );
    expect(indices.sort((a, b) => a - b)).toEqual([-1, -1, 30, 35, 36]);
  });
});
