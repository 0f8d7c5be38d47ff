import { affineFromSpacing, spacing, voxelToWorld } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downsample } from "./downsample.js";

describe("downsample", () => {
  it("averages whole blocks and moves the origin to the middle of the first", () => {
    const data = Float32Array.of(1, 3, 5, 7, 9, 11);
    const volume = { data, shape: [6, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const small = downsample(volume, { spacingMm: 2 });
    expect([...small.data]).toEqual([2, 6, 10]);
    expect(spacing(small.affine)[0]).toBe(2);
    expect(voxelToWorld(small.affine, [0, 0, 0])[0]).toBe(voxelToWorld(volume.affine, [0.5, 0, 0])[0]);
  });

  it("leaves an axis that is coarser already", () => {
    const volume = {
      data: new Float32Array(8 * 8 * 3),
      shape: [8, 8, 3] as const,
      affine: affineFromSpacing([0.5, 0.5, 5]),
    };
    expect(downsample(volume, { spacingMm: 2 }).shape).toEqual([2, 2, 3]);
  });

  it("takes the same blocks whatever the last digits of a spacing are", () => {
    const shapes = [-1e-7, 0, 1e-7].map((change) => {
      const affine = affineFromSpacing([0.8 * (1 + change), 0.8, 0.8]);
      return downsample({ data: new Float32Array(1000), shape: [10, 10, 10], affine }, { spacingMm: 2 }).shape;
    });
    expect(shapes).toEqual([
      [4, 4, 4],
      [4, 4, 4],
      [4, 4, 4],
    ]);
  });

  it("averages what is there of a last block that the grid cuts off, and leaves NaN out", () => {
    const data = Float32Array.of(1, Number.NaN, 5, 7, 9);
    const volume = { data, shape: [5, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...downsample(volume, { spacingMm: 2 }).data]).toEqual([1, 6, 9]);
    const none = { ...volume, data: new Float32Array(5).fill(Number.NaN) };
    expect([...downsample(none, { spacingMm: 2 }).data]).toEqual([0, 0, 0]);
  });

  it("halves a grid of odd length, with and without a NaN, to the means of the same voxels", () => {
    const grid = { shape: [5, 3, 2] as const, affine: affineFromSpacing([1, 1, 1]) };
    const data = Float32Array.from({ length: 30 }, (_, v) => v * v);
    const mean = (...voxels: readonly number[]): number => voxels.reduce((sum, v) => sum + v * v, 0) / voxels.length;
    const upper = [mean(0, 1, 5, 6, 15, 16, 20, 21), mean(2, 3, 7, 8, 17, 18, 22, 23), mean(4, 9, 19, 24)];
    const lower = [mean(10, 11, 25, 26), mean(12, 13, 27, 28), mean(14, 29)];
    expect([...downsample({ ...grid, data }, { spacingMm: 2 }).data]).toEqual([...upper, ...lower].map(Math.fround));
    const holed = data.with(0, Number.NaN);
    const first = Math.fround(mean(1, 5, 6, 15, 16, 20, 21));
    expect(downsample({ ...grid, data: holed }, { spacingMm: 2 }).data[0]).toBe(first);
    expect(downsample({ ...grid, data: holed }, { spacingMm: 2 }).data[2]).toBe(Math.fround(upper[2] ?? 0));
    const negativeZeros = new Float32Array(30).fill(-0);
    expect(downsample({ ...grid, data: negativeZeros }, { spacingMm: 2 }).data).toEqual(new Float32Array(6));
  });

  it.each([0, Number.NaN])("refuses a spacing of %d", (spacingMm) => {
    const volume = { data: new Float32Array(1), shape: [1, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect(() => downsample(volume, { spacingMm })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("stays between the smallest and the largest value", () => {
      fc.assert(
        fc.property(arbitraryVolume(), fc.double({ min: 0.1, max: 20, noNaN: true }), (volume, spacingMm) => {
          const { data } = downsample(volume, { spacingMm });
          const [lowest, highest] = [Math.min(...volume.data), Math.max(...volume.data)];
          expect(data.every((value) => value >= lowest && value <= highest)).toBe(true);
        }),
      );
    });
  });
});
