import { affineFromSpacing, createVolume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { cropToMask } from "./crop-to-mask.js";
import { pad } from "./pad.js";

const affine = affineFromSpacing([1, 1, 1]);
const volume = createVolume(Float32Array.of(0, 5, 6, 0, 0), [5, 1, 1], affine);
const mask = createVolume(Uint8Array.of(0, 1, 1, 0, 0), [5, 1, 1], affine);

describe("cropToMask", () => {
  it("gives the part around the mask and where it was", () => {
    const { volume: part, box } = cropToMask(volume, mask);
    expect([...part.data]).toEqual([5, 6]);
    expect(box).toEqual({ from: [1, 0, 0], to: [3, 1, 1] });
    expect(pad(part, { before: box.from, after: [5 - box.to[0], 0, 0] })).toEqual(volume);
  });

  it("keeps a margin", () => {
    expect([...cropToMask(volume, mask, { marginMm: 1 }).volume.data]).toEqual([0, 5, 6, 0]);
  });

  it("refuses an empty mask", () => {
    const empty = { ...mask, data: new Uint8Array(5) };
    expect(() => cropToMask(volume, empty)).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
  });

  it("refuses a mask of another shape", () => {
    const other = createVolume(Uint8Array.of(1), [1, 1, 1], affine);
    expect(() => cropToMask(volume, other)).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
  });
});
