import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaleByBrainMedian } from "./scale-by-brain-median.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});
const maskOf = (...values: number[]): Mask => ({ data: Uint8Array.from(values), shape: [values.length, 1, 1], affine });

describe("scaleByBrainMedian", () => {
  it("divides by the median under the mask, outside of it too", () => {
    expect([...scaleByBrainMedian(row(0, 50, 100, 900), maskOf(0, 1, 1, 1)).data]).toEqual([0, 0.5, 1, 9]);
  });

  it("takes another target, and the mean of the two middle values of an even number", () => {
    expect([...scaleByBrainMedian(row(1, 3), maskOf(1, 1), { target: 100 }).data]).toEqual([50, 150]);
  });

  it("leaves NaN out and as it is", () => {
    expect([...scaleByBrainMedian(row(Number.NaN, 2), maskOf(1, 1)).data]).toEqual([Number.NaN, 1]);
  });

  it("refuses an empty mask, another grid, a median or target that is not above 0", () => {
    expect(() => scaleByBrainMedian(row(1), maskOf(0))).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => scaleByBrainMedian(row(1, 2), maskOf(1))).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    expect(() => scaleByBrainMedian(row(0, 0), maskOf(1, 1))).toThrow(/the median under the mask is 0/);
    expect(() => scaleByBrainMedian(row(1), maskOf(1), { target: 0 })).toThrow(/target is 0/);
  });

  describe("properties", () => {
    it("does not depend on the unit: a doubled image gives the same result", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 4 }), (volume) => {
          const image = { ...volume, data: volume.data.map((value) => 1 + Math.abs(value % 1000)) };
          const all = { ...volume, data: new Uint8Array(volume.data.length).fill(1) };
          const doubled = { ...image, data: image.data.map((value) => 2 * value) };
          expect(scaleByBrainMedian(doubled, all).data).toEqual(scaleByBrainMedian(image, all).data);
        }),
      );
    });
  });
});
