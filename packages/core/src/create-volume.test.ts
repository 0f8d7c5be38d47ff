import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { affineFromSpacing } from "./affine/affine-from-spacing.js";
import { createVolume, voxelCount } from "./create-volume.js";
import { arbitraryVolume } from "./testing.js";
import type { Affine, Shape, Volume } from "./volume.js";

const affine = affineFromSpacing([1, 1, 1]);
const refusal = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe("createVolume", () => {
  it("holds the three as they are given", () => {
    const data = new Uint8Array(24);
    const volume = createVolume(data, [2, 3, 4], affine);
    expect(volume).toEqual({ data, shape: [2, 3, 4], affine });
    expect(volume.data).toBe(data);
  });

  it("keeps the voxel type in the type", () => {
    expectTypeOf(createVolume(new Int16Array(1), [1, 1, 1], affine)).toEqualTypeOf<Volume<Int16Array<ArrayBuffer>>>();
  });

  it.each<[string, Shape]>([
    ["fractions", [2.5, 1, 1]],
    ["negative numbers", [-1, 1, 1]],
    ["NaN", [Number.NaN, 1, 1]],
    ["two axes", [1, 1] as unknown as Shape],
    ["four axes", [1, 1, 1, 1] as unknown as Shape],
  ])("refuses a shape of %s", (_, shape) => {
    expect(() => createVolume(new Uint8Array(1), shape, affine)).toThrow(
      refusal("INVALID_ARGUMENT", /three whole numbers/),
    );
  });

  it("refuses an axis without voxels", () => {
    expect(() => createVolume(new Uint8Array(0), [2, 0, 2], affine)).toThrow(refusal("EMPTY_VOLUME", /\[2,0,2\]/));
  });

  it("refuses data that do not fill the shape", () => {
    expect(() => createVolume(new Uint8Array(23), [2, 3, 4], affine)).toThrow(
      refusal("SHAPE_MISMATCH", /needs 24 voxels .* 23/),
    );
  });

  it("refuses an affine with NaN or an infinity, and names the entry", () => {
    expect(() => createVolume(new Uint8Array(1), [1, 1, 1], affine.with(6, Number.NaN) as unknown as Affine)).toThrow(
      refusal("OUT_OF_RANGE", /entry 6 .* NaN/),
    );
  });

  it.each<[string, readonly number[]]>([
    ["15 numbers", affine.slice(0, 15)],
    ["17 numbers", [...affine, 0]],
    ["column-major order", [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1]],
  ])("refuses an affine of %s", (_, wrong) => {
    expect(() => createVolume(new Uint8Array(1), [1, 1, 1], wrong as unknown as Affine)).toThrow(
      refusal("INVALID_ARGUMENT", /last row 0, 0, 0, 1/),
    );
  });

  describe("properties", () => {
    it("accepts every generated volume and survives structuredClone", () => {
      fc.assert(
        fc.property(arbitraryVolume(), (volume) => {
          const made = createVolume(volume.data, volume.shape, volume.affine);
          expect(structuredClone(made)).toEqual(volume);
        }),
      );
    });
  });
});

describe("voxelCount", () => {
  it("is the product of the three lengths", () => {
    expect(voxelCount([512, 512, 150])).toBe(39_321_600);
  });
});
