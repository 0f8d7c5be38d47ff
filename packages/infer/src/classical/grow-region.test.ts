import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { growRegion } from "./grow-region.js";

const shape = [5, 3, 1] as const;
const affine = affineFromSpacing([1, 1, 1]);
// 1 2 0 9 0
// 0 5 0 0 0
// 0 0 7 0 0
const darkness = { data: new Float32Array([1, 2, 0, 9, 0, 0, 5, 0, 0, 0, 0, 0, 7, 0, 0]), shape, affine };
const full = { data: new Uint8Array(15).fill(1), shape, affine };

describe("growRegion", () => {
  it("takes what is dark enough and shares a face, not what shares a corner", () => {
    const { voxels, overflowed } = growRegion(darkness, full, 6, { threshold: 1, maxVoxels: 9 });
    expect([...voxels].sort((a, b) => a - b)).toEqual([0, 1, 6]);
    expect(overflowed).toBe(false);
  });

  it("says that it met its limit", () => {
    expect(growRegion(darkness, full, 6, { threshold: 1, maxVoxels: 3 }).overflowed).toBe(false);
    expect(growRegion(darkness, full, 6, { threshold: 1, maxVoxels: 2 }).overflowed).toBe(true);
  });

  it("stays in the mask and counts the faces that look out of it", () => {
    const mask = { ...full, data: Uint8Array.from(full.data, (_, v) => (v === 1 ? 0 : 1)) };
    const region = growRegion(darkness, mask, 6, { threshold: 1, maxVoxels: 9 });
    expect(region.voxels).toEqual([6]);
    expect(region.openShare).toBe(0.25);
  });
});
