import { affineFromSpacing, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipPercentiles } from "./clip-percentiles.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});

describe("clipPercentiles", () => {
  it("limits every voxel to percentiles of the image, or of what is under the mask", () => {
    expect([...clipPercentiles(row(0, 10, 20, 30, 40), { percentiles: [25, 75] }).data]).toEqual([10, 10, 20, 30, 30]);
    const mask = { data: Uint8Array.of(0, 1, 1, 0, 0), shape: [5, 1, 1] as const, affine };
    const limited = clipPercentiles(row(0, 10, 20, 30, 40), { percentiles: [0, 100], mask });
    expect([...limited.data]).toEqual([10, 10, 20, 20, 20]);
  });

  it("leaves NaN out and a constant image as it is", () => {
    expect([...clipPercentiles(row(Number.NaN, 3, 5), { percentiles: [0, 50] }).data]).toEqual([Number.NaN, 3, 4]);
    expect([...clipPercentiles(row(7, 7), { percentiles: [1, 99] }).data]).toEqual([7, 7]);
  });

  it("refuses percentiles out of range or order, and an empty mask", () => {
    const empty = { data: new Uint8Array(2), shape: [2, 1, 1] as const, affine };
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => clipPercentiles(row(1, 2), { percentiles: [0, 101] })).toThrow(outOfRange);
    expect(() => clipPercentiles(row(1, 2), { percentiles: [90, 10] })).toThrow(outOfRange);
    expect(() => clipPercentiles(row(1, 2), { percentiles: [0, 100], mask: empty })).toThrow(/under the mask/);
  });

  describe("properties", () => {
    it("changes nothing between the 0th and the 100th percentile", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 4 }), (volume) => {
          const { data } = clipPercentiles(volume, { percentiles: [0, 100] });
          for (const [v, value] of data.entries()) expect(value).toBe(volume.data[v]);
        }),
      );
    });
  });
});
