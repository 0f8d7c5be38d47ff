import { affineFromSpacing, type Mask, type Shape, voxelCount } from "@cmb/core";
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

function mask(shape: Shape, ones: readonly number[]): Mask {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  for (const v of ones) data[v] = 1;
  return { data, shape, affine: affineFromSpacing([1, 1, 1]) };
}

describe("boundingBox within a box", () => {
  it("sees only what lies in the box", () => {
    // Voxels (1, 0, 0), (3, 1, 0) and (0, 2, 1) of 4 × 3 × 2.
    const three = mask([4, 3, 2], [1, 7, 20]);
    expect(boundingBox(three, { within: { from: [0, 0, 0], to: [4, 3, 2] } })).toEqual({
      from: [0, 0, 0],
      to: [4, 3, 2],
    });
    expect(boundingBox(three, { within: { from: [0, 0, 0], to: [4, 3, 1] } })).toEqual({
      from: [1, 0, 0],
      to: [4, 2, 1],
    });
    expect(boundingBox(three, { within: { from: [2, 1, 0], to: [4, 3, 2] } })).toEqual({
      from: [3, 1, 0],
      to: [4, 2, 1],
    });
    expect(boundingBox(three, { within: { from: [1, 1, 1], to: [4, 3, 2] } })).toBeUndefined();
  });

  it("may be asked beyond the grid", () => {
    const one = mask([2, 2, 2], [3]);
    expect(boundingBox(one, { within: { from: [-5, -5, -5], to: [9, 9, 9] } })).toEqual({
      from: [1, 1, 0],
      to: [2, 2, 1],
    });
    expect(boundingBox(one, { within: { from: [4, 0, 0], to: [9, 9, 9] } })).toBeUndefined();
  });

  it("holds every voxel of the mask in the box, and touches one with each face (property)", () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.tuple(size, size, size), fc.array(fc.nat(215)), fc.tuple(size, size, size), (shape, ones, to) => {
        const count = shape[0] * shape[1] * shape[2];
        const some = mask(
          shape,
          ones.filter((v) => v < count),
        );
        const inside = [...some.data.keys()]
          .filter((v) => some.data[v] === 1)
          .map((v) => [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))])
          .filter((at) => at.every((n, axis) => n < (to[axis] as number)));
        const bounds = boundingBox(some, { within: { from: [0, 0, 0], to } });
        expect(bounds === undefined).toBe(inside.length === 0);
        for (const axis of inside.length === 0 ? [] : ([0, 1, 2] as const)) {
          const positions = inside.map((at) => at[axis] as number);
          expect(bounds?.from[axis]).toBe(Math.min(...positions));
          expect(bounds?.to[axis]).toBe(Math.max(...positions) + 1);
        }
      }),
    );
  });
});
