import { affineFromSpacing, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { regionShape } from "./region-shape.js";

const shape = [8, 7, 6] as const;
const affine = affineFromSpacing([1, 2, 3], [5, 6, 7]);
const grid = { data: new Float32Array(0), shape, affine };

describe("regionShape", () => {
  it("measures a line of three voxels where it lies in the grid", () => {
    const voxels = [3, 4, 5].map((j) => 2 + 8 * (j + 7 * 4));
    const region = regionShape(grid, voxels);
    expect(region.sizeVoxels).toBe(3);
    expect(region.volumeMm3).toBeCloseTo(18, 9);
    expect(region.centroidVoxel).toEqual([2, 4, 4]);
    expect(region.centroidMm).toEqual(voxelToWorld(affine, [2, 4, 4]));
    // positions −2, 0 and 2 mm: variance 8/3
    expect(region.principalVariancesMm2[0]).toBeCloseTo(8 / 3, 9);
    expect(region.principalVariancesMm2[1]).toBeCloseTo(0, 9);
    expect(region.boundingBox).toEqual({ first: [2, 3, 4], last: [2, 5, 4] });
  });
});
