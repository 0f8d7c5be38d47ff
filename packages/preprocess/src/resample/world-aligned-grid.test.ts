import { type Affine, affineFromSpacing, nearestVoxel, voxelToWorld, worldToVoxel } from "@cmb/core";
import { arbitraryAffine, arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worldAlignedGrid } from "./world-aligned-grid.js";

describe("worldAlignedGrid", () => {
  it("starts at the least coordinates and takes one voxel more than the rounded-up quotient", () => {
    // i runs to the left: its least x is that of its last voxel.
    const affine: Affine = [-0.8, 0, 0, 50, 0, 0.8, 0, -20, 0, 0, 2, 7, 0, 0, 0, 1];
    const grid = worldAlignedGrid({ shape: [11, 6, 3], affine }, 0.5);
    // Extents of 8, 4 and 4 mm.
    expect(grid.shape).toEqual([17, 9, 9]);
    expect(grid.affine).toEqual(affineFromSpacing([0.5, 0.5, 0.5], [42, -20, 7]));
  });

  it("takes a spacing for each axis of the world, not of the image", () => {
    const affine: Affine = [0, 0, 3, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
    expect(worldAlignedGrid({ shape: [9, 5, 3], affine }, [1, 2, 4]).shape).toEqual([7, 5, 2]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a spacing of %d mm", (mm) => {
    const grid = { shape: [4, 4, 4], affine: affineFromSpacing([2, 2, 2]) } as const;
    expect(() => worldAlignedGrid(grid, mm)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  it("refuses two spacings and an affine that is not finite", () => {
    const nan = [Number.NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] as const;
    const two = [1, 1] as unknown as [number, number, number];
    const grid = { shape: [4, 4, 4], affine: affineFromSpacing([2, 2, 2]) } as const;
    expect(() => worldAlignedGrid(grid, two)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => worldAlignedGrid({ ...grid, affine: nan }, 1)).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });

  describe("properties", () => {
    it("encloses every voxel centre, and no axis could be two voxels shorter", () => {
      fc.assert(
        fc.property(arbitraryShape({ maxLength: 12 }), arbitraryAffine(), (shape, affine) => {
          const grid = worldAlignedGrid({ shape, affine }, 0.7);
          const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((n) =>
            voxelToWorld(affine, [n & 1 ? shape[0] - 1 : 0, n & 2 ? shape[1] - 1 : 0, n & 4 ? shape[2] - 1 : 0]),
          );
          const indices = corners.map((corner) => worldToVoxel(grid.affine, corner));
          for (const axis of [0, 1, 2] as const) {
            const along = indices.map((index) => index[axis]);
            expect(Math.min(...along)).toBeCloseTo(0, 6);
            expect(Math.max(...along)).toBeLessThanOrEqual(grid.shape[axis] - 1 + 1e-6);
            expect(Math.max(...along)).toBeGreaterThan(grid.shape[axis] - 2 - 1e-6);
          }
          expect(nearestVoxel(grid.affine, [grid.affine[3], grid.affine[7], grid.affine[11]])).toEqual([0, 0, 0]);
        }),
      );
    });
  });
});
