import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localBackground } from "./local-background.js";

const shape = [40, 40, 16] as const;
const affine = affineFromSpacing([1, 1, 2]);

function filled(value: (i: number, j: number, k: number) => number): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let v = 0; v < data.length; v++) data[v] = value(v % 40, Math.floor(v / 40) % 40, Math.floor(v / 1600));
  return { data, shape, affine };
}

const ball = filled((i, j, k) => (Math.hypot(i - 20, j - 20, 2 * (k - 8)) < 14 ? 1 : 0));
const mask: Mask = { ...ball, data: Uint8Array.from(ball.data) };
const everywhere: Mask = { ...ball, data: new Uint8Array(ball.data.length).fill(1) };

function extremes(volume: Volume, within: Mask): readonly [number, number] {
  const values = volume.data.filter((_, v) => within.data[v] === 1);
  return [Math.min(...values), Math.max(...values)];
}

describe("localBackground", () => {
  it("is not pulled down at the edge of the mask", () => {
    const { mean, deviation } = localBackground(
      filled((i, j, k) => (ball.data[i + 40 * (j + 40 * k)] === 1 ? 50 : 0)),
      mask,
      {
        sigmaMm: 4,
      },
    );
    const [lowest, highest] = extremes(mean, mask);
    expect(lowest).toBeCloseTo(50, 4);
    expect(highest).toBeCloseTo(50, 4);
    expect(extremes(deviation, mask)[1]).toBeCloseTo(0, 4);
  });

  it("follows shading that is wider than the window", () => {
    const shaded = filled((i) => 100 + 2 * i);
    const { mean } = localBackground(shaded, mask, { sigmaMm: 4 });
    const middle = 20 + 40 * (20 + 40 * 8);
    for (const i of [-6, 0, 6])
      expect((mean.data[middle + i] as number) / (shaded.data[middle + i] as number)).toBeCloseTo(1, 1);
  });

  it("leaves vessels and lesions out after the first pass", () => {
    const veined = filled((i, j) => (i % 10 === 0 && j % 10 === 0 ? 10 : 100 + ((7 * i + 3 * j) % 5)));
    const { mean } = localBackground(veined, everywhere, { sigmaMm: 6 });
    const [lowest, highest] = extremes(mean, everywhere);
    expect(lowest).toBeGreaterThan(101.5);
    expect(highest).toBeLessThan(102.5);
  });

  it("gives the standard deviation of what counts as tissue", () => {
    const noisy = filled((i, j, k) => ((i + j + k) % 2 === 0 ? 90 : 110));
    const { deviation } = localBackground(noisy, everywhere, { sigmaMm: 5 });
    const [lowest, highest] = extremes(deviation, everywhere);
    expect(lowest).toBeGreaterThan(9.5);
    expect(highest).toBeLessThan(10.5);
  });

  it("falls back to the whole mask where no tissue is near, and leaves NaN out", () => {
    const corner = filled((i, j, k) => (i < 4 && j < 4 && k < 4 ? 20 : Number.NaN));
    const { mean, deviation } = localBackground(corner, everywhere, { sigmaMm: 1 });
    expect(mean.data.every((value) => Math.abs(value - 20) < 1e-4)).toBe(true);
    expect(deviation.data.every((value) => value === 0)).toBe(true);
  });

  it("refuses other grids, an empty mask and lengths that are not positive", () => {
    const empty: Mask = { ...mask, data: new Uint8Array(mask.data.length) };
    const other: Mask = { data: Uint8Array.of(1), shape: [1, 1, 1], affine };
    expect(() => localBackground(ball, other, { sigmaMm: 3 })).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
    expect(() => localBackground(ball, empty, { sigmaMm: 3 })).toThrow(
      expect.objectContaining({ code: "EMPTY_VOLUME" }),
    );
    expect(() => localBackground(ball, mask, { sigmaMm: 0 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
    expect(() => localBackground(ball, mask, { sigmaMm: 3, clip: -1 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });

  describe("properties", () => {
    it("scales with the image, so that a voxel over its background does not", () => {
      const textured = filled((i, j, k) => 100 + ((13 * i + 7 * j + 5 * k) % 23));
      const plain = localBackground(textured, mask, { sigmaMm: 4 }).mean;
      fc.assert(
        fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (factor) => {
          const scaled = { ...textured, data: textured.data.map((value) => value * factor) };
          const { mean } = localBackground(scaled, mask, { sigmaMm: 4 });
          for (const v of [0, 5000, 12000, 13000]) {
            expect((mean.data[v] as number) / ((plain.data[v] as number) * factor)).toBeCloseTo(1, 5);
          }
        }),
        { numRuns: 20 },
      );
    });
  });
});
