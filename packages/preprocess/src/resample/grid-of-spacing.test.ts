import { affineFromSpacing, orientation, spacing, voxelToWorld } from "@cmb/core";
import { arbitraryAffine, arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridOfSpacing } from "./grid-of-spacing.js";

describe("gridOfSpacing", () => {
  it("divides the extent by the spacing", () => {
    const grid = gridOfSpacing({ shape: [256, 256, 40], affine: affineFromSpacing([0.5, 0.5, 3]) }, 1);
    expect(grid.shape).toEqual([128, 128, 120]);
  });

  it("rounds to the nearest number of voxels, halves up, and keeps at least one", () => {
    const old = { shape: [10, 11, 1], affine: affineFromSpacing([0.5, 0.3, 1]) } as const;
    // 5.0 / 0.909… = 5.5, 3.3 / 1.1 = 3.0, 1 / 9 = 0.1
    expect(gridOfSpacing(old, [5 / 5.5, 1.1, 9]).shape).toEqual([6, 3, 1]);
  });

  it("takes a half for a half, whatever rounding makes of the quotient", () => {
    // 3 · 0.6 / 0.4 is 4.499999999999999.
    expect(gridOfSpacing({ shape: [3, 1, 1], affine: affineFromSpacing([0.6, 1, 1]) }, [0.4, 1, 1]).shape[0]).toBe(5);
  });

  it("keeps the outer faces where the spacing divides the extent", () => {
    const grid = gridOfSpacing({ shape: [4, 4, 4], affine: affineFromSpacing([2, 2, 2], [10, 0, 0]) }, 1);
    expect(voxelToWorld(grid.affine, [-0.5, 0, 0])[0]).toBe(9);
    expect(voxelToWorld(grid.affine, [7.5, 0, 0])[0]).toBe(17);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a spacing of %d mm", (mm) => {
    const grid = { shape: [4, 4, 4], affine: affineFromSpacing([2, 2, 2]) } as const;
    const refused = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => gridOfSpacing(grid, mm)).toThrow(refused);
    expect(() => gridOfSpacing(grid, [1, mm, 1])).toThrow(refused);
  });

  it("refuses two spacings, an affine that is not finite and an axis without a length", () => {
    const nan = [Number.NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] as const;
    const flat = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] as const;
    const shape = [4, 4, 4] as const;
    const two = [1, 1] as unknown as [number, number, number];
    const refused = (code: string) => expect.objectContaining({ code });
    expect(() => gridOfSpacing({ shape, affine: affineFromSpacing([2, 2, 2]) }, two)).toThrow(
      refused("INVALID_ARGUMENT"),
    );
    expect(() => gridOfSpacing({ shape, affine: nan }, 1)).toThrow(refused("OUT_OF_RANGE"));
    expect(() => gridOfSpacing({ shape, affine: flat }, 1)).toThrow(refused("SINGULAR_AFFINE"));
  });

  describe("properties", () => {
    it("has the spacing, the orientation and the centre, and moves no face by more than a quarter of a voxel", () => {
      const mm = fc.integer({ min: 2, max: 90 }).map((n) => n / 10);
      fc.assert(
        fc.property(arbitraryShape({ maxLength: 60 }), arbitraryAffine(), mm, (shape, affine, spacingMm) => {
          const grid = gridOfSpacing({ shape, affine }, spacingMm);
          for (const side of spacing(grid.affine)) expect(side).toBeCloseTo(spacingMm, 9);
          expect(orientation(grid.affine)).toBe(orientation(affine));
          const centre = voxelToWorld(affine, [(shape[0] - 1) / 2, (shape[1] - 1) / 2, (shape[2] - 1) / 2]);
          const [ni, nj, nk] = grid.shape;
          const moved = voxelToWorld(grid.affine, [(ni - 1) / 2, (nj - 1) / 2, (nk - 1) / 2]);
          for (const [axis, x] of moved.entries()) expect(x).toBeCloseTo(centre[axis] ?? Number.NaN, 8);
          for (const [axis, old] of spacing(affine).entries()) {
            const change = Math.abs((shape[axis] ?? 0) * old - (grid.shape[axis] ?? 0) * spacingMm) / 2;
            const small = grid.shape[axis] === 1;
            if (!small) expect(change).toBeLessThanOrEqual(spacingMm / 4 + 1e-5);
          }
        }),
      );
    });
  });
});
