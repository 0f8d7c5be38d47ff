import { describe, expect, it } from "vitest";
import { voxelToWorld } from "./voxel-to-world.js";

describe("voxelToWorld", () => {
  it("multiplies by rows and adds the last column", () => {
    expect(voxelToWorld([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 1], [1, 10, 100])).toEqual([325, 773, 1221]);
  });

  it("takes continuous positions", () => {
    expect(voxelToWorld([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1], [0.25, 0.5, -0.5])).toEqual([0.5, 1, -1]);
  });
});
