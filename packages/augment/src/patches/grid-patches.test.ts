import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridPatches } from "./grid-patches.js";

describe("gridPatches", () => {
  it("steps by the patch less the overlap, and ends at the border", () => {
    const from = (length: number, patch: number, overlap: number) =>
      gridPatches([length, 1, 1], { shape: [patch, 1, 1], overlap: [overlap, 0, 0] }).map((box) => box.from[0]);
    expect(from(10, 4, 0)).toStrictEqual([0, 4, 6]);
    expect(from(10, 4, 2)).toStrictEqual([0, 2, 4, 6]);
    expect(from(3, 4, 2)).toStrictEqual([0]);
  });

  it("refuses an overlap as large as the patch", () => {
    expect(() => gridPatches([9, 9, 9], { shape: [4, 4, 4], overlap: [0, 4, 0] })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });
});

describe("properties", () => {
  it("covers every voxel with boxes of one size within the image", () => {
    const length = fc.integer({ min: 1, max: 9 });
    const triple = fc.tuple(length, length, length);
    fc.assert(
      fc.property(triple, triple, fc.nat(8), (shape, patch, most) => {
        const overlap = patch.map((size) => Math.min(most, size - 1)) as [number, number, number];
        const boxes = gridPatches(shape, { shape: patch, overlap });
        const covered = new Set<string>();
        for (const { from, to } of boxes) {
          expect(to.map((end, axis) => end - (from[axis] ?? 0))).toStrictEqual(
            patch.map((n, axis) => Math.min(n, shape[axis] ?? 0)),
          );
          for (let k = from[2]; k < to[2]; k++)
            for (let j = from[1]; j < to[1]; j++) for (let i = from[0]; i < to[0]; i++) covered.add(`${i},${j},${k}`);
        }
        expect(covered.size).toBe(shape[0] * shape[1] * shape[2]);
      }),
      { numRuns: 40 },
    );
  });
});
