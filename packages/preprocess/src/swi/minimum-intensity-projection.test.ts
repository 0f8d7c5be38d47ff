import { affineFromSpacing, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimumIntensityProjection } from "./minimum-intensity-projection.js";

const column = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [1, 1, values.length],
  affine: affineFromSpacing([1, 1, 2]),
});

describe("minimumIntensityProjection", () => {
  it("takes the minimum of the slices around each, fewer at both ends, and keeps the grid", () => {
    const projected = minimumIntensityProjection(column(5, 1, 7, 8, 9, 3), { slices: 3 });
    expect([...projected.data]).toEqual([1, 1, 1, 7, 3, 3]);
    expect(projected.shape).toEqual([1, 1, 6]);
  });

  it("takes one more slice above than below for an even number", () => {
    expect([...minimumIntensityProjection(column(5, 1, 7, 8), { slices: 2 }).data]).toEqual([1, 1, 7, 8]);
  });

  it("takes 7 slices unless told otherwise, or as many as come nearest to a thickness", () => {
    const image = column(9, 9, 9, 0, 9, 9, 9, 9);
    expect([...minimumIntensityProjection(image).data]).toEqual([0, 0, 0, 0, 0, 0, 0, 9]);
    expect(minimumIntensityProjection(image, { thicknessMm: 6.5 })).toEqual(
      minimumIntensityProjection(image, { slices: 3 }),
    );
    expect(minimumIntensityProjection(image, { thicknessMm: 0.1 }).data).toEqual(image.data);
  });

  it("leaves NaN out", () => {
    expect([...minimumIntensityProjection(column(Number.NaN, 4, 6), { slices: 2 }).data]).toEqual([4, 4, 6]);
    expect([...minimumIntensityProjection(column(Number.NaN), { slices: 3 }).data]).toEqual([Number.NaN]);
  });

  it("refuses half a slice, no thickness and both at once", () => {
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    for (const slices of [0, 1.5, Number.NaN])
      expect(() => minimumIntensityProjection(column(1), { slices })).toThrow(outOfRange);
    expect(() => minimumIntensityProjection(column(1), { thicknessMm: 0 })).toThrow(outOfRange);
    const both = { slices: 3, thicknessMm: 6 };
    expect(() => minimumIntensityProjection(column(1), both)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });

  describe("properties", () => {
    it("is the image itself with a window of one slice", () => {
      fc.assert(
        fc.property(arbitraryVolume(), (volume) => {
          expect(minimumIntensityProjection(volume, { slices: 1 }).data).toEqual(volume.data);
        }),
      );
    });

    it("is never above the image, falls with the window, and is flat along k once that holds every slice", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (volume, slices) => {
          const [narrow, wide] = [slices, slices + 2].map(
            (n) => minimumIntensityProjection(volume, { slices: n }).data,
          );
          const all = minimumIntensityProjection(volume, { slices: 11 }).data;
          const size = volume.shape[0] * volume.shape[1];
          for (const [v, value] of volume.data.entries()) {
            expect(narrow?.[v]).toBeLessThanOrEqual(value);
            expect(wide?.[v]).toBeLessThanOrEqual(narrow?.[v] as number);
            expect(all[v]).toBe(all[v % size]);
          }
        }),
      );
    });
  });
});
