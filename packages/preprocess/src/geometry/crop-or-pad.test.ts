import { affineFromSpacing, createVolume, type Shape, voxelToWorld } from "@cmb/core";
import { arbitraryShape, arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropOrPad } from "./crop-or-pad.js";

const row = createVolume(Float32Array.of(1, 2, 3, 4), [4, 1, 1], affineFromSpacing([1, 1, 1]));

describe("cropOrPad", () => {
  it("adds the smaller half before", () => {
    expect([...cropOrPad(row, [7, 1, 1], { value: 9 }).data]).toEqual([9, 1, 2, 3, 4, 9, 9]);
  });

  it("cuts the smaller half off before", () => {
    expect([...cropOrPad(row, [1, 1, 1]).data]).toEqual([2]);
  });

  it("cuts one axis and pads another", () => {
    const result = cropOrPad(row, [2, 3, 1]);
    expect([...result.data]).toEqual([0, 0, 2, 3, 0, 0]);
    expect(voxelToWorld(result.affine, [0, 1, 0])).toEqual([1, 0, 0]);
  });

  it.each([[[0, 1, 1]], [[2.5, 1, 1]], [[2, 2]]])("refuses the shape %j", (shape) => {
    const wrong = shape as unknown as Shape;
    expect(() => cropOrPad(row, wrong)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("refuses what no array holds before it takes memory", () => {
    expect(() => cropOrPad(row, [100_000, 100_000, 100_000])).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
  });

  describe("properties", () => {
    it("has the shape that was asked for, and there and back keeps what both shapes hold", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 6 }), arbitraryShape({ maxLength: 9 }), (volume, shape) => {
          const changed = cropOrPad(volume, shape);
          expect(changed.shape).toEqual(shape);
          const back = cropOrPad(changed, volume.shape);
          expect(back.shape).toEqual(volume.shape);
          for (const [n, entry] of back.affine.entries()) expect(entry).toBeCloseTo(volume.affine[n] ?? Number.NaN, 9);
          const grown = shape.every((n, axis) => n >= (volume.shape[axis] ?? 0));
          const kept = back.data.every((value, v) => value === volume.data[v] || (value === 0 && !grown));
          expect(kept).toBe(true);
        }),
      );
    });
  });
});
