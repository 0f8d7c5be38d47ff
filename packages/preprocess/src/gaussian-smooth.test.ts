import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianSmooth } from "./gaussian-smooth.js";

function impulse(shape: Shape, spacingMm: readonly [number, number, number]): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  data[data.length >> 1] = 1;
  return { data, shape, affine: affineFromSpacing(spacingMm) };
}

describe("gaussianSmooth", () => {
  it("spreads an impulse to the weights exp(−t² / 2σ²), scaled to sum 1", () => {
    const { data } = gaussianSmooth(impulse([21, 1, 1], [1, 1, 1]), { sigmaMm: 1.5 });
    const weights = Array.from({ length: 13 }, (_, t) => Math.exp(-0.5 * ((t - 6) / 1.5) ** 2));
    const sum = weights.reduce((a, b) => a + b, 0);
    weights.forEach((w, t) => {
      expect(data[t + 4]).toBeCloseTo(w / sum, 6);
    });
    expect(data[3]).toBe(0);
  });

  it("takes sigma in millimetres: half the spacing gives twice the width in voxels", () => {
    const fine = gaussianSmooth(impulse([41, 1, 1], [0.5, 1, 1]), { sigmaMm: 1 });
    const coarse = gaussianSmooth(impulse([41, 1, 1], [1, 1, 1]), { sigmaMm: 2 });
    expect(fine.data).toEqual(coarse.data);
  });

  it("repeats the edge as often as a kernel wants that is longer than its axis", () => {
    const data = Float32Array.from({ length: 40 }, (_, v) => (v * 7) % 11);
    const row: Volume = { data, shape: [40, 1, 1], affine: affineFromSpacing([1, 1, 1]) };
    const sigma = 90;
    const weight = (t: number): number => (Math.abs(t) > 4 * sigma ? 0 : Math.exp(-0.5 * (t / sigma) ** 2));
    const taps = Array.from({ length: 8 * sigma + 1 }, (_, n) => n - 4 * sigma);
    const sum = taps.reduce((total, t) => total + weight(t), 0);
    const smoothed = gaussianSmooth(row, { sigmaMm: sigma }).data;
    for (const [v, value] of smoothed.entries()) {
      const exact =
        taps.reduce((total, t) => total + weight(t) * Number(data[Math.min(39, Math.max(0, v + t))]), 0) / sum;
      expect(value).toBeCloseTo(exact, 4);
    }
  });

  it("takes no longer for a sigma without end, which leaves the mean of the two edges", () => {
    const row: Volume = { data: Float32Array.of(2, 9, 9, 4), shape: [4, 1, 1], affine: affineFromSpacing([1, 1, 1]) };
    for (const sigmaMm of [1e9, Number.MAX_VALUE]) {
      for (const value of gaussianSmooth(row, { sigmaMm }).data) expect(value).toBeCloseTo(3, 5);
    }
  });

  it("refuses an axis without a length, unless it is left alone", () => {
    const flat: Volume = { ...impulse([3, 3, 3], [1, 1, 1]), affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] };
    expect(() => gaussianSmooth(flat, { sigmaMm: 1 })).toThrow(expect.objectContaining({ code: "SINGULAR_AFFINE" }));
    expect(() => gaussianSmooth(flat, { sigmaMm: [1, 1, 0] })).not.toThrow();
  });

  it("leaves an axis with sigma 0 alone", () => {
    const { data } = gaussianSmooth(impulse([5, 5, 5], [1, 1, 1]), { sigmaMm: [0, 1, 0] });
    expect([...data].filter((value) => value > 0)).toHaveLength(5);
  });

  it("repeats the nearest voxel beyond the edge", () => {
    const volume = {
      data: Float32Array.of(3, 3, 3, 7),
      shape: [4, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    const wide = gaussianSmooth(volume, { sigmaMm: 50 });
    // Nearly half of the kernel lies on either side.
    expect(wide.data[1]).toBeCloseTo(5, 1);
  });

  it("does not touch its input and gives float32 for any type", () => {
    const data = Int16Array.of(0, 0, 100, 0, 0);
    const smooth = gaussianSmooth({ data, shape: [5, 1, 1], affine: affineFromSpacing([1, 1, 1]) }, { sigmaMm: 1 });
    expect([...data]).toEqual([0, 0, 100, 0, 0]);
    expect(smooth.data).toBeInstanceOf(Float32Array);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a sigma of %d", (sigmaMm) => {
    const volume = impulse([3, 3, 3], [1, 1, 1]);
    expect(() => gaussianSmooth(volume, { sigmaMm })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    const bounded = arbitraryVolume({ maxLength: 9 }).map((volume) => ({
      ...volume,
      data: volume.data.map((value) => value % 1000),
    }));
    const sigma = fc.double({ min: 0, max: 6, noNaN: true });

    it("stays between the smallest and the largest value", () => {
      fc.assert(
        fc.property(bounded, sigma, (volume, sigmaMm) => {
          const { data } = gaussianSmooth(volume, { sigmaMm });
          expect(Math.max(...data)).toBeLessThanOrEqual(Math.max(...volume.data) + 1e-3);
          expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...volume.data) - 1e-3);
        }),
      );
    });

    it("keeps the mean of an image whose kernel stays inside", () => {
      fc.assert(
        fc.property(fc.double({ min: 0.2, max: 1.2, noNaN: true }), (sigmaMm) => {
          const { data } = gaussianSmooth(impulse([11, 11, 11], [1, 1, 1]), { sigmaMm });
          expect(data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        }),
      );
    });

    it("moves with the image: a shifted impulse gives the shifted result", () => {
      fc.assert(
        fc.property(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }), (di, dk) => {
          const shape: Shape = [19, 11, 19];
          const at = (i: number, k: number): Float32Array => {
            const data = new Float32Array(19 * 11 * 19);
            data[i + 19 * (5 + 11 * k)] = 1;
            return gaussianSmooth({ data, shape, affine: affineFromSpacing([1, 1, 1]) }, { sigmaMm: 1.1 }).data;
          };
          const [still, moved] = [at(9, 9), at(9 + di, 9 + dk)];
          for (const [i, j, k] of [
            [9, 5, 9],
            [10, 6, 8],
            [7, 5, 10],
          ] as const) {
            expect(moved[i + di + 19 * (j + 11 * (k + dk))]).toBeCloseTo(still[i + 19 * (j + 11 * k)] as number, 7);
          }
        }),
      );
    });

    it("treats the axes alike: turned image, turned result", () => {
      fc.assert(
        fc.property(bounded, sigma, ({ data, shape: [ni, nj, nk] }, sigmaMm) => {
          const turned = data.slice();
          for (let v = 0; v < data.length; v++) {
            const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
            turned[k + nk * (j + nj * i)] = data[v] as number;
          }
          const a = gaussianSmooth({ data, shape: [ni, nj, nk], affine: affineFromSpacing([1, 2, 3]) }, { sigmaMm });
          const b = gaussianSmooth(
            { data: turned, shape: [nk, nj, ni], affine: affineFromSpacing([3, 2, 1]) },
            { sigmaMm },
          );
          for (let v = 0; v < data.length; v++) {
            const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
            expect(Math.abs((b.data[k + nk * (j + nj * i)] as number) - (a.data[v] as number))).toBeLessThan(1e-3);
          }
        }),
      );
    });
  });
});
