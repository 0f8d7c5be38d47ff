import { affineFromSpacing, type VoxelIndex } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toNativeBox } from "./to-native-box.js";
import { toNativePoint } from "./to-native-point.js";

const native = { shape: [10, 10, 10] as const, affine: affineFromSpacing([2, 2, 2]) };

describe("toNativeBox", () => {
  it("holds every native voxel that the box's extent touches", () => {
    // Half the spacing with faces shared: prepared voxels 4 and 5 are native voxel 2.
    const prepared = { shape: [20, 20, 20] as const, affine: affineFromSpacing([1, 1, 1], [-0.5, -0.5, -0.5]) };
    expect(toNativeBox({ native, prepared }, { from: [4, 4, 4], to: [6, 6, 6] })).toEqual({
      from: [2, 2, 2],
      to: [3, 3, 3],
    });
    expect(toNativeBox({ native, prepared }, { from: [4, 4, 4], to: [7, 6, 6] })).toEqual({
      from: [2, 2, 2],
      to: [4, 3, 3],
    });
  });

  it("is cut where the native grid ends, and nothing beyond", () => {
    const prepared = { shape: [40, 40, 40] as const, affine: affineFromSpacing([2, 2, 2], [-20, -20, -20]) };
    const box = toNativeBox({ native, prepared }, { from: [0, 0, 0], to: [40, 40, 40] });
    expect(box).toEqual({ from: [0, 0, 0], to: [10, 10, 10] });
    expect(toNativeBox({ native, prepared }, { from: [0, 0, 0], to: [10, 40, 40] })).toBeUndefined();
    expect(toNativeBox({ native, prepared }, { from: [20, 8, 10], to: [21, 12, 12] })).toBeUndefined();
    expect(toNativeBox({ native, prepared }, { from: [19, 8, 10], to: [21, 12, 12] })).toEqual({
      from: [9, 0, 0],
      to: [10, 2, 2],
    });
  });

  it("is the same box on the same grid", () => {
    const box = { from: [1, 2, 3], to: [4, 5, 6] } as const;
    expect(toNativeBox({ native, prepared: native }, box)).toEqual(box);
  });

  describe("properties", () => {
    it("holds the place of every voxel of the box that lies on the native grid", () => {
      const at = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5));
      fc.assert(
        fc.property(arbitraryAffine(), arbitraryAffine(), at, at, (here, there, from, length) => {
          const mapping = {
            native: { ...native, affine: there },
            prepared: { shape: [12, 12, 12] as const, affine: here },
          };
          const to: VoxelIndex = [from[0] + length[0] + 1, from[1] + length[1] + 1, from[2] + length[2] + 1];
          const box = toNativeBox(mapping, { from, to });
          for (const voxel of [from, [to[0] - 1, to[1] - 1, to[2] - 1] as const]) {
            const place = toNativePoint(mapping, voxel);
            const onGrid = place.every((n) => n > -0.5 + 1e-6 && n < 9.5 - 1e-6);
            if (!onGrid) continue;
            for (const axis of [0, 1, 2] as const) {
              expect(place[axis]).toBeGreaterThanOrEqual((box?.from[axis] ?? Number.NaN) - 0.5 - 1e-6);
              expect(place[axis]).toBeLessThanOrEqual((box?.to[axis] ?? Number.NaN) - 0.5 + 1e-6);
            }
          }
        }),
      );
    });
  });
});
