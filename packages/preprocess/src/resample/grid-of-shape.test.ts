import { affineFromSpacing, type Shape, type VoxelIndex, voxelToWorld } from "@cmb/core";
import { arbitraryAffine, arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridOfShape } from "./grid-of-shape.js";

describe("gridOfShape", () => {
  it("keeps the outer faces, so that the spacing follows", () => {
    const grid = gridOfShape({ shape: [4, 4, 4], affine: affineFromSpacing([2, 2, 2]) }, [8, 2, 4]);
    expect(grid).toEqual({ shape: [8, 2, 4], affine: affineFromSpacing([1, 4, 2], [-0.5, 1, 0]) });
  });

  it.each([[[0, 1, 1]], [[2.5, 1, 1]], [[2, 2]]])("refuses the shape %j", (shape) => {
    const wrong = shape as unknown as Shape;
    const grid = { shape: [4, 4, 4], affine: affineFromSpacing([2, 2, 2]) } as const;
    expect(() => gridOfShape(grid, wrong)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  describe("properties", () => {
    it("has the eight corners of the old extent", () => {
      const shapes = arbitraryShape({ maxLength: 20 });
      fc.assert(
        fc.property(shapes, shapes, arbitraryAffine(), (shape, wanted, affine) => {
          const grid = gridOfShape({ shape, affine }, wanted);
          for (let n = 0; n < 8; n++) {
            const corner = ([ni, nj, nk]: Shape): VoxelIndex => [
              n & 1 ? ni - 0.5 : -0.5,
              n & 2 ? nj - 0.5 : -0.5,
              n & 4 ? nk - 0.5 : -0.5,
            ];
            const [old, moved] = [voxelToWorld(affine, corner(shape)), voxelToWorld(grid.affine, corner(wanted))];
            for (const [axis, x] of moved.entries()) expect(x).toBeCloseTo(old[axis] ?? Number.NaN, 8);
          }
        }),
      );
    });
  });
});
