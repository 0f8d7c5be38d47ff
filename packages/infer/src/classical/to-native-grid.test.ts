import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { regionShape } from "./region-shape.js";
import { toNativeGrid } from "./to-native-grid.js";

describe("toNativeGrid", () => {
  it("moves voxels and positions by the first voxel of the block", () => {
    const block = {
      data: new Float32Array(0),
      shape: [3, 4, 5] as const,
      affine: affineFromSpacing([1, 1, 1], [10, 20, 30]),
    };
    const voxels = [1 + 3 * (2 + 4 * 3)];
    const region = regionShape(block, voxels);
    const box = { first: [10, 20, 30] as const, shape: block.shape };
    const native = toNativeGrid({ voxels, region }, { block: block.shape, box, shape: [50, 60, 70] });
    expect([...native.voxels]).toEqual([11 + 50 * (22 + 60 * 33)]);
    expect(native.region.centroidVoxel).toEqual([11, 22, 33]);
    expect(native.region.centroidMm).toEqual([11, 22, 33]);
    expect(native.region.boundingBox).toEqual({ first: [11, 22, 33], last: [11, 22, 33] });
  });
});
