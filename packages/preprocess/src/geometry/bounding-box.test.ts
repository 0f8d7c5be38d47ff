import { affineFromSpacing, voxelCount } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundingBox } from "./bounding-box.js";
import { crop } from "./crop.js";

function maskWith(voxels: readonly (readonly [number, number, number])[], value = 1) {
  const data = new Uint8Array(10 * 8 * 6);
  for (const [i, j, k] of voxels) data[i + 10 * (j + 8 * k)] = value;
  return { data, shape: [10, 8, 6], affine: affineFromSpacing([0.3, 1, 4]) } as const;
}

describe("boundingBox", () => {
  it("reaches from the first voxel to one past the last", () => {
    const mask = maskWith([
      [2, 5, 1],
      [7, 3, 4],
    ]);
    expect(boundingBox(mask)).toEqual({ from: [2, 3, 1], to: [8, 6, 5] });
  });

  it("counts any value but 0", () => {
    expect(boundingBox(maskWith([[9, 7, 5]], 200))).toEqual({ from: [9, 7, 5], to: [10, 8, 6] });
  });

  it("grows by whole voxels that cover the margin, as far as the grid reaches", () => {
    // 0.9 mm: three voxels of 0.3 mm, one of 1 mm, one of 4 mm.
    expect(boundingBox(maskWith([[4, 4, 0]]), { marginMm: 0.9 })).toEqual({ from: [1, 3, 0], to: [8, 6, 2] });
    expect(boundingBox(maskWith([[4, 4, 0]]), { marginMm: 100 })).toEqual({ from: [0, 0, 0], to: [10, 8, 6] });
  });

  it("takes a margin of three voxels for three, whatever rounding makes of the quotient", () => {
    // 1.05 / 0.35 is 3.0000000000000004.
    const mask = { ...maskWith([[5, 4, 3]]), affine: affineFromSpacing([0.35, 9, 9]) };
    expect(boundingBox(mask, { marginMm: 1.05 })?.from[0]).toBe(2);
  });

  it("is undefined for an empty mask", () => {
    expect(boundingBox(maskWith([]))).toBeUndefined();
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a margin of %d mm", (marginMm) => {
    expect(() => boundingBox(maskWith([]), { marginMm })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("holds all of the mask, and touches it with each of its faces", () => {
      fc.assert(
        fc.property(arbitraryMask({ maxLength: 6 }), (mask) => {
          const box = boundingBox(mask);
          const count = mask.data.reduce((sum, value) => sum + value, 0);
          if (box === undefined) {
            expect(count).toBe(0);
            return;
          }
          const part = crop(mask, box);
          expect(part.data.reduce((sum, value) => sum + value, 0)).toBe(count);
          expect(part.data).toHaveLength(voxelCount(part.shape));
          expect(boundingBox(part)).toEqual({ from: [0, 0, 0], to: part.shape });
        }),
      );
    });
  });
});
