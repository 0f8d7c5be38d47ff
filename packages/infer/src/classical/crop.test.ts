import { affineFromSpacing, type Mask, voxelToWorld } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundingBox, cropMask, cropToFloat32 } from "./crop.js";

function maskWith(voxels: readonly (readonly [number, number, number])[]): Mask {
  const data = new Uint8Array(6 * 5 * 4);
  for (const [i, j, k] of voxels) data[i + 6 * (j + 5 * k)] = 1;
  return { data, shape: [6, 5, 4], affine: affineFromSpacing([1, 2, 3], [10, 20, 30]) };
}

describe("boundingBox", () => {
  it("holds every voxel of the mask", () => {
    const mask = maskWith([
      [1, 3, 2],
      [4, 2, 1],
    ]);
    expect(boundingBox(mask, [0, 0, 0])).toEqual({ first: [1, 2, 1], shape: [4, 2, 2] });
  });

  it("adds the margin and stays in the grid", () => {
    expect(boundingBox(maskWith([[1, 3, 2]]), [2, 1, 0])).toEqual({ first: [0, 2, 2], shape: [4, 3, 1] });
  });

  it("has none for an empty mask", () => {
    expect(boundingBox(maskWith([]), [1, 1, 1])).toBeUndefined();
  });
});

describe("cropToFloat32", () => {
  it("keeps each voxel's value and place in the world", () => {
    const data = Int16Array.from({ length: 120 }, (_, v) => v);
    const volume = { data, shape: [6, 5, 4] as const, affine: affineFromSpacing([1, 2, 3], [10, 20, 30]) };
    const block = cropToFloat32(volume, { first: [1, 2, 1], shape: [2, 2, 2] });
    expect([...block.data]).toEqual([43, 44, 49, 50, 73, 74, 79, 80]);
    expect(voxelToWorld(block.affine, [0, 0, 0])).toEqual(voxelToWorld(volume.affine, [1, 2, 1]));
    expect(voxelToWorld(block.affine, [1, 1, 1])).toEqual(voxelToWorld(volume.affine, [2, 3, 2]));
  });
});

describe("properties", () => {
  it("loses no voxel of the mask", () => {
    fc.assert(
      fc.property(arbitraryMask(), (mask) => {
        const box = boundingBox(mask, [0, 0, 0]);
        const count = (data: Uint8Array): number => data.reduce((n, value) => n + value, 0);
        expect(box === undefined ? 0 : count(cropMask(mask, box).data)).toBe(count(mask.data));
      }),
    );
  });
});
