import { affineFromSpacing, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zScore } from "./z-score.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});

describe("zScore", () => {
  it("subtracts the mean and divides by the population's deviation", () => {
    // Mean 5, squares 9 + 1 + 1 + 9, deviation √5.
    expect([...zScore(row(2, 4, 6, 8)).data]).toEqual([-3, -1, 1, 3].map((value) => Math.fround(value / Math.sqrt(5))));
  });

  it("measures under the mask and scales every voxel", () => {
    const mask = { data: Uint8Array.of(0, 1, 1), shape: [3, 1, 1] as const, affine };
    expect([...zScore(row(0, 10, 20), { mask }).data]).toEqual([-3, -1, 1]);
  });

  it("leaves NaN and infinities out and as they are", () => {
    const { data } = zScore(row(Number.NaN, 1, 3, Number.POSITIVE_INFINITY));
    expect([...data]).toEqual([Number.NaN, -1, 1, Number.POSITIVE_INFINITY]);
  });

  it("refuses a mask that lies elsewhere", () => {
    const mask = {
      data: Uint8Array.of(0, 1, 1),
      shape: [3, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1], [0, 0, 2]),
    };
    expect(() => zScore(row(0, 10, 20), { mask })).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
  });

  it("refuses a constant image, also of a value whose sum rounds, an empty mask and a mask on another grid", () => {
    const empty = { data: new Uint8Array(3), shape: [3, 1, 1] as const, affine };
    expect(() => zScore(row(0.1, 0.1, 0.1))).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => zScore(row(1, 2, 3), { mask: empty })).toThrow(/no finite voxel under the mask/);
    expect(() => zScore(row(1, 2), { mask: empty })).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    expect(() => zScore(row(Number.NaN))).toThrow(/no finite voxel in the image/);
  });

  describe("properties", () => {
    const image = arbitraryVolume({ maxLength: 5 })
      .map((volume) => ({ ...volume, data: volume.data.map((value) => Math.round(value % 1000)) }))
      .filter(({ data }) => data.some((value) => value !== data[0]));

    it("does not depend on the unit or the zero of the image", () => {
      const scale = fc.integer({ min: 1, max: 1000 });
      fc.assert(
        fc.property(image, scale, fc.integer({ min: -1000, max: 1000 }), (volume, factor, offset) => {
          const other = { ...volume, data: Float64Array.from(volume.data, (value) => value * factor + offset) };
          const [a, b] = [zScore(volume).data, zScore(other).data];
          for (const [v, value] of a.entries()) expect(b[v]).toBeCloseTo(value, 4);
        }),
      );
    });

    it("has mean 0 and variance 1, and is its own z-score", () => {
      fc.assert(
        fc.property(image, (volume) => {
          const once = zScore(volume);
          const n = once.data.length;
          expect(once.data.reduce((sum, value) => sum + value, 0) / n).toBeCloseTo(0, 5);
          expect(once.data.reduce((sum, value) => sum + value * value, 0) / n).toBeCloseTo(1, 5);
          for (const [v, value] of zScore(once).data.entries()) expect(value).toBeCloseTo(once.data[v] as number, 4);
        }),
      );
    });
  });
});
