import fc from "fast-check";
import createNdarray, { type NdArray } from "ndarray";
import { describe, expect, expectTypeOf, it } from "vitest";
import { affineFromSpacing } from "./affine/affine-from-spacing.js";
import { fromNdarray, toNdarray } from "./ndarray.js";
import { permuteAxes } from "./permute-axes.js";
import { arbitraryVolume } from "./testing.js";
import type { Volume } from "./volume.js";

const affine = affineFromSpacing([1, 1, 1]);
const volume: Volume<Int16Array> = { data: Int16Array.from({ length: 24 }, (_, v) => v), shape: [2, 3, 4], affine };

describe("toNdarray", () => {
  it("is a view of the same memory, indexed (i, j, k)", () => {
    const copy = { ...volume, data: volume.data.slice() };
    const view = toNdarray(copy);
    expect(view.shape).toEqual([2, 3, 4]);
    expect(view.get(1, 2, 3)).toBe(1 + 2 * (2 + 3 * 3));
    view.set(0, 1, 0, -5);
    expect(copy.data[2]).toBe(-5);
    expect(view.data).toBe(copy.data);
    expectTypeOf(view).toExtend<NdArray<Int16Array>>();
  });
});

describe("fromNdarray", () => {
  it("shares the data of a dense view", () => {
    expect(fromNdarray(toNdarray(volume), affine).data).toBe(volume.data);
  });

  it("copies a view with negative strides", () => {
    const { data } = fromNdarray(toNdarray(volume).step(-1, 1, -1), affine);
    expect(data).toEqual(permuteAxes(volume, { flip: [true, false, true] }).data);
    expect(data.buffer).not.toBe(volume.data.buffer);
  });

  it("copies a transposed view", () => {
    const { data, shape } = fromNdarray(toNdarray(volume).transpose(2, 0, 1), affine);
    expect(shape).toEqual([4, 2, 3]);
    expect(data).toEqual(permuteAxes(volume, { order: [2, 0, 1] }).data);
  });

  it("copies a crop, which has an offset", () => {
    const { data, shape } = fromNdarray(toNdarray(volume).lo(1, 1, 2).hi(1, 2, 2), affine);
    expect(shape).toEqual([1, 2, 2]);
    expect([...data]).toEqual([15, 17, 21, 23]);
  });

  it("copies the start of a longer buffer, so that the volume holds its voxels alone", () => {
    const view = createNdarray(new Float32Array(30).fill(7), [2, 3, 4], [1, 2, 6], 0);
    expect(fromNdarray(view, affine).data).toHaveLength(24);
  });

  it("reads ndarray's own C order", () => {
    expect([...fromNdarray(createNdarray(Uint8Array.of(1, 2, 3, 4, 5, 6), [1, 2, 3]), affine).data]).toEqual([
      1, 4, 2, 5, 3, 6,
    ]);
  });

  it("refuses a view that does not have three dimensions", () => {
    expect(() => fromNdarray(createNdarray(new Uint8Array(4), [2, 2]), affine)).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH", details: { expected: [3], actual: [2] } }),
    );
  });

  it.each<[string, unknown]>([
    ["array", [1]],
    ["bigint64", BigInt64Array.of(1n)],
  ])("refuses data of type %s", (dtype, data) => {
    expect(() => fromNdarray(createNdarray(data as Uint8Array, [1, 1, 1]), affine)).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED_FORMAT", details: expect.objectContaining({ format: dtype }) }),
    );
  });

  it("refuses a view without voxels", () => {
    expect(() => fromNdarray(createNdarray(new Uint8Array(0), [0, 1, 1]), affine)).toThrow(
      expect.objectContaining({ code: "EMPTY_VOLUME" }),
    );
  });

  describe("properties", () => {
    it("gives back what toNdarray took", () => {
      fc.assert(
        fc.property(arbitraryVolume(), (original) => {
          expect(fromNdarray(toNdarray(original), original.affine)).toEqual(original);
        }),
      );
    });
  });
});
