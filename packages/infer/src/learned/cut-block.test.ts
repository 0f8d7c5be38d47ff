import { affineFromSpacing } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutBlockInto } from "./cut-block.js";

const volume = {
  data: Float32Array.from({ length: 24 }, (_, v) => v),
  shape: [4, 3, 2] as const,
  affine: affineFromSpacing([1, 1, 1]),
};

describe("cutBlockInto", () => {
  it("copies what lies within and −1 beyond", () => {
    const out = new Float32Array(4).fill(9);
    cutBlockInto(volume, [3, 2, 1], [2, 1, 2], out);
    expect([...out]).toEqual([23, -1, -1, -1]);
    cutBlockInto(volume, [-1, 0, 0], [2, 2, 1], out);
    expect([...out]).toEqual([-1, 0, -1, 4]);
    cutBlockInto(volume, [9, 0, 0], [2, 2, 1], out);
    expect([...out]).toEqual([-1, -1, -1, -1]);
  });

  describe("properties", () => {
    it("has at every voxel what the volume has there", () => {
      const start = fc.integer({ min: -5, max: 5 });
      const size = fc.integer({ min: 1, max: 6 });
      fc.assert(
        fc.property(fc.tuple(start, start, start), fc.tuple(size, size, size), (first, shape) => {
          const out = new Float32Array(shape[0] * shape[1] * shape[2]);
          cutBlockInto(volume, first, shape, out);
          for (let v = 0; v < out.length; v++) {
            const i = first[0] + (v % shape[0]);
            const j = first[1] + (Math.floor(v / shape[0]) % shape[1]);
            const k = first[2] + Math.floor(v / (shape[0] * shape[1]));
            const within = i >= 0 && j >= 0 && k >= 0 && i < 4 && j < 3 && k < 2;
            expect(out[v]).toBe(within ? i + 4 * (j + 3 * k) : -1);
          }
        }),
      );
    });
  });
});
