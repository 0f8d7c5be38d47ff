import { affineFromSpacing, createVolume, voxelToWorld } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crop } from "./crop.js";
import { pad } from "./pad.js";

const row = createVolume(Uint8Array.of(1, 2), [2, 1, 1], affineFromSpacing([2, 1, 1], [10, 0, 0]));

describe("pad", () => {
  it("adds voxels before and after, which hold the value, and keeps the type", () => {
    const padded = pad(row, { before: [1, 0, 0], after: [2, 1, 0], value: 9 });
    expect(padded.shape).toEqual([5, 2, 1]);
    expect(padded.data).toEqual(Uint8Array.of(9, 1, 2, 9, 9, 9, 9, 9, 9, 9));
  });

  it("adds zeros unless told otherwise", () => {
    expect(pad(row, { after: [1, 0, 0] }).data).toEqual(Uint8Array.of(1, 2, 0));
  });

  it("moves the origin so that world positions stay", () => {
    expect(voxelToWorld(pad(row, { before: [3, 0, 2] }).affine, [3, 0, 2])).toEqual([10, 0, 0]);
  });

  it.each([-1, 0.5, Number.NaN])("refuses to add %d voxels", (voxels) => {
    const refused = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => pad(row, { before: [0, voxels, 0] })).toThrow(refused);
    expect(() => pad(row, { after: [0, voxels, 0] })).toThrow(refused);
  });

  it("refuses what no array holds before it takes memory", () => {
    const refused = expect.objectContaining({
      code: "TOO_LARGE",
      details: { requiredBytes: 1e5 ** 2 * 1e5, limitBytes: 2 ** 32 },
    });
    expect(() => pad(row, { after: [99_998, 99_999, 99_999] })).toThrow(refused);
  });

  describe("properties", () => {
    const margins = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));

    it("is undone by crop", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 5 }), margins, margins, (image, before, after) => {
          const [ni, nj, nk] = image.shape;
          const to = [before[0] + ni, before[1] + nj, before[2] + nk] as const;
          const back = crop(pad(image, { before, after, value: 5 }), { from: before, to });
          expect(back.data).toEqual(image.data);
          for (const [n, entry] of back.affine.entries()) expect(entry).toBeCloseTo(image.affine[n] ?? Number.NaN, 9);
        }),
      );
    });
  });
});
