import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAffine } from "../testing.js";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { voxelToWorld } from "./voxel-to-world.js";
import { worldToVoxel } from "./world-to-voxel.js";

describe("worldToVoxel", () => {
  it("gives continuous indices", () => {
    expect(worldToVoxel(affineFromSpacing([2, 2, 4], [10, 10, 10]), [11, 10, 16])).toEqual([0.5, 0, 1.5]);
  });

  it("refuses a singular affine", () => {
    expect(() => worldToVoxel(affineFromSpacing([1, 0, 1]), [0, 0, 0])).toThrow(
      expect.objectContaining({ code: "SINGULAR_AFFINE" }),
    );
  });

  describe("properties", () => {
    const index = fc.double({ min: -10, max: 1000, noNaN: true });

    it("undoes voxelToWorld", () => {
      fc.assert(
        fc.property(arbitraryAffine(), fc.tuple(index, index, index), (affine, voxel) => {
          worldToVoxel(affine, voxelToWorld(affine, voxel)).forEach((value, n) => {
            expect(value).toBeCloseTo(voxel[n] ?? Number.NaN, 8);
          });
        }),
      );
    });
  });
});
