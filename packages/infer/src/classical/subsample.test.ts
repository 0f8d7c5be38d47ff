import { affineFromSpacing, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { subsample } from "./subsample.js";

describe("subsample", () => {
  it("keeps one voxel in every stride where it is in the world", () => {
    const data = Float32Array.from({ length: 60 }, (_, v) => v);
    const volume = { data, shape: [5, 4, 3] as const, affine: affineFromSpacing([1, 2, 3], [10, 20, 30]) };
    const sampled = subsample(volume, [2, 3, 1], (n) => new Float32Array(n));
    expect(sampled.shape).toEqual([3, 2, 3]);
    expect([...sampled.data.slice(0, 8)]).toEqual([0, 2, 4, 15, 17, 19, 20, 22]);
    expect(voxelToWorld(sampled.affine, [2, 1, 1])).toEqual(voxelToWorld(volume.affine, [4, 3, 1]));
  });
});
