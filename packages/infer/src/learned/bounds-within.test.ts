import { affineFromSpacing, type Mask, type Shape } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsWithin } from "./bounds-within.js";

function mask(shape: Shape, ones: readonly number[]): Mask {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  for (const v of ones) data[v] = 1;
  return { data, shape, affine: affineFromSpacing([1, 1, 1]) };
}

describe("boundsWithin", () => {
  it("sees only what lies in the box", () => {
    // Voxels (1, 0, 0), (3, 1, 0) and (0, 2, 1) of 4 × 3 × 2.
    const three = mask([4, 3, 2], [1, 7, 20]);
    expect(boundsWithin(three, { from: [0, 0, 0], to: [4, 3, 2] })).toEqual({ from: [0, 0, 0], to: [4, 3, 2] });
    expect(boundsWithin(three, { from: [0, 0, 0], to: [4, 3, 1] })).toEqual({ from: [1, 0, 0], to: [4, 2, 1] });
    expect(boundsWithin(three, { from: [2, 1, 0], to: [4, 3, 2] })).toEqual({ from: [3, 1, 0], to: [4, 2, 1] });
    expect(boundsWithin(three, { from: [1, 1, 1], to: [4, 3, 2] })).toBeUndefined();
  });

  it("may be asked beyond the grid", () => {
    const one = mask([2, 2, 2], [3]);
    expect(boundsWithin(one, { from: [-5, -5, -5], to: [9, 9, 9] })).toEqual({ from: [1, 1, 0], to: [2, 2, 1] });
    expect(boundsWithin(one, { from: [4, 0, 0], to: [9, 9, 9] })).toBeUndefined();
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
        const bounds = boundsWithin(some, { from: [0, 0, 0], to });
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
