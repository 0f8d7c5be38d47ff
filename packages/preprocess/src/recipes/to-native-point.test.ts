import { voxelToWorld } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toNativePoint } from "./to-native-point.js";

describe("toNativePoint", () => {
  it("leads through the world", () => {
    const native = { shape: [9, 9, 9], affine: [2, 0, 0, 10, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1] } as const;
    const prepared = { shape: [9, 9, 9], affine: [-1, 0, 0, 30, 0, 1, 0, 0, 0, 0, 1, 4, 0, 0, 0, 1] } as const;
    expect(toNativePoint({ native, prepared }, [6, 3, 0])).toEqual([7, 1.5, 2]);
  });

  describe("properties", () => {
    it("keeps the place in the world, and leads back", () => {
      const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
      const voxel = fc.tuple(coordinate, coordinate, coordinate);
      fc.assert(
        fc.property(arbitraryAffine(), arbitraryAffine(), voxel, (here, there, point) => {
          const prepared = { shape: [1, 1, 1], affine: here } as const;
          const native = { shape: [1, 1, 1], affine: there } as const;
          const mapped = toNativePoint({ native, prepared }, point);
          const [before, after] = [voxelToWorld(here, point), voxelToWorld(there, mapped)];
          for (const axis of [0, 1, 2] as const) expect(after[axis]).toBeCloseTo(before[axis], 6);
          const back = toNativePoint({ native: prepared, prepared: native }, mapped);
          for (const axis of [0, 1, 2] as const) expect(back[axis]).toBeCloseTo(point[axis], 6);
        }),
      );
    });
  });
});
