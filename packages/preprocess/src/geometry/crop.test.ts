import { affineFromSpacing, createVolume, voxelToWorld } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crop } from "./crop.js";
import { pad } from "./pad.js";

const volume = createVolume(
  Int16Array.from({ length: 24 }, (_, v) => v),
  [4, 3, 2],
  affineFromSpacing([0.5, 1, 3], [10, 20, 30]),
);

describe("crop", () => {
  it("keeps the voxels from the first corner up to the last, and their type", () => {
    const part = crop(volume, { from: [1, 1, 1], to: [3, 3, 2] });
    expect(part.shape).toEqual([2, 2, 1]);
    expect(part.data).toEqual(Int16Array.of(17, 18, 21, 22));
  });

  it("moves the origin so that world positions stay", () => {
    const part = crop(volume, { from: [1, 2, 1], to: [4, 3, 2] });
    expect(voxelToWorld(part.affine, [0, 0, 0])).toEqual([10.5, 22, 33]);
  });

  it("shares no memory with its input, also when nothing is cut off", () => {
    const whole = crop(volume, { from: [0, 0, 0], to: [4, 3, 2] });
    expect(whole).toEqual(volume);
    expect(whole.data.buffer).not.toBe(volume.data.buffer);
  });

  it.each([
    ["starts before the grid", [-1, 0, 0], [2, 2, 2]],
    ["ends beyond the grid", [0, 0, 0], [4, 3, 3]],
    ["is empty", [1, 1, 1], [1, 2, 2]],
    ["lies between voxels", [0.5, 0, 0], [2, 2, 2]],
  ] as const)("refuses a box that %s", (_, from, to) => {
    expect(() => crop(volume, { from, to })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  describe("properties", () => {
    it("is undone by pad where what was cut off is 0", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 5 }), fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), (image, margin) => {
          const padded = pad(image, { before: margin, after: [1, 0, 2] });
          const to = [0, 1, 2].map((axis) => (margin[axis] ?? 0) + (image.shape[axis] ?? 0));
          const box = { from: margin, to: to as [number, number, number] };
          const back = pad(crop(padded, box), { before: box.from, after: [1, 0, 2] });
          expect(back.shape).toEqual(padded.shape);
          expect(back.data).toEqual(padded.data);
          for (const [n, entry] of back.affine.entries()) expect(entry).toBeCloseTo(padded.affine[n] ?? Number.NaN, 9);
        }),
      );
    });
  });
});
