import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAffine } from "../testing.js";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { composeAffines } from "./compose-affines.js";
import { voxelToWorld } from "./voxel-to-world.js";

describe("composeAffines", () => {
  it("applies the inner map first", () => {
    const scale = affineFromSpacing([2, 2, 2]);
    const shift = affineFromSpacing([1, 1, 1], [10, 20, 30]);
    expect(composeAffines(scale, shift)).toEqual(affineFromSpacing([2, 2, 2], [20, 40, 60]));
    expect(composeAffines(shift, scale)).toEqual(affineFromSpacing([2, 2, 2], [10, 20, 30]));
  });

  describe("properties", () => {
    const index = fc.double({ min: -100, max: 100, noNaN: true });

    it("maps a point as the two maps do, one after the other", () => {
      fc.assert(
        fc.property(arbitraryAffine(), arbitraryAffine(), fc.tuple(index, index, index), (outer, inner, point) => {
          const together = voxelToWorld(composeAffines(outer, inner), point);
          voxelToWorld(outer, voxelToWorld(inner, point)).forEach((value, n) => {
            expect(together[n]).toBeCloseTo(value, 8);
          });
        }),
      );
    });
  });
});
