import { affineFromSpacing, spacing, voxelToWorld } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageGridWithin } from "./image-grid-within.js";

const grid = { shape: [100, 80, 60], affine: affineFromSpacing([0.5, 0.5, 0.5], [10, 20, 30]) } as const;

describe("imageGridWithin", () => {
  it("takes as many voxels as fit between the margins, about the same centre", () => {
    const image = imageGridWithin(grid, { spacingMm: [0.9, 0.9, 5] }, { marginMm: [1, 2, 0] });
    // 48 / 0.9 = 53.3, 36 / 0.9 = 40 and 30 / 5 = 6
    expect(image.shape).toEqual([53, 40, 6]);
    expect(voxelToWorld(image.affine, [26, 19.5, 2.5]).map((mm) => Math.round(mm * 1e9) / 1e9)).toEqual([
      34.75, 39.75, 44.75,
    ]);
  });

  it.each([-1, 30, Number.NaN])("refuses a margin of %d mm", (marginMm) => {
    const refused = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => imageGridWithin(grid, { spacingMm: [1, 1, 1] }, { marginMm })).toThrow(refused);
  });

  describe("properties", () => {
    it("has the spacing and the centre on any axes", () => {
      const mm = fc.integer({ min: 2, max: 9 }).map((n) => n / 10);
      fc.assert(
        fc.property(arbitraryAffine(), mm, (affine, smallest) => {
          const shape = [40, 41, 42] as const;
          const spacingMm = spacing(affine).map((size) => Math.max(0.05, size * smallest)) as [number, number, number];
          const image = imageGridWithin({ shape, affine }, { spacingMm });
          spacing(image.affine).forEach((size, axis) => {
            expect(size / (spacingMm[axis] as number)).toBeCloseTo(1, 6);
          });
          const [old, moved] = [{ shape, affine }, image].map((one) =>
            voxelToWorld(one.affine, [(one.shape[0] - 1) / 2, (one.shape[1] - 1) / 2, (one.shape[2] - 1) / 2]),
          );
          for (const [axis, x] of (moved ?? []).entries()) expect(x).toBeCloseTo(old?.[axis] as number, 6);
        }),
      );
    });
  });
});
