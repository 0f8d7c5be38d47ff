import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { applyLandmarks } from "./apply-landmarks.js";
import { trainLandmarks } from "./train-landmarks.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});
const percents = [0, 50, 100];

describe("applyLandmarks", () => {
  const landmarks = { percentiles: percents, values: [0, 50, 100] };

  it("maps percentiles to landmarks and what lies between linearly", () => {
    expect([...applyLandmarks(row(0, 5, 10, 20, 30), landmarks).data]).toEqual([0, 25, 50, 75, 100]);
  });

  it("lets the outermost lines go on beyond the percentiles", () => {
    const mask = { data: Uint8Array.of(0, 1, 1, 1, 0), shape: [5, 1, 1] as const, affine };
    expect([...applyLandmarks(row(-5, 0, 10, 30, 50), landmarks, { mask }).data]).toEqual([-25, 0, 50, 100, 150]);
  });

  it("takes the highest landmark of equal percentiles", () => {
    // Half of the image is 0: the percentiles 0 and 50 are equal.
    expect([...applyLandmarks(row(0, 0, 0, 2, 4), landmarks).data]).toEqual([50, 50, 50, 75, 100]);
  });

  it("keeps NaN and infinities", () => {
    const { data } = applyLandmarks(row(Number.NaN, 0, 10, 30, Number.POSITIVE_INFINITY), landmarks);
    expect([...data]).toEqual([Number.NaN, 0, 50, 100, Number.POSITIVE_INFINITY]);
  });

  it("refuses landmarks that would turn the order of intensities round", () => {
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    for (const values of [
      [100, 50, 0],
      [0, 60, 50],
      [0, Number.NaN, 1],
    ]) {
      expect(() => applyLandmarks(row(0, 5, 9), { percentiles: percents, values })).toThrow(outOfRange);
    }
    expect(() => applyLandmarks(row(0, 5, 9), { percentiles: [0, 100, 50], values: [0, 1, 2] })).toThrow(outOfRange);
    expect([...applyLandmarks(row(0, 5, 10), { percentiles: percents, values: [0, 7, 7] }).data]).toEqual([0, 7, 7]);
  });

  it("refuses a constant image, and landmarks that are too few, uneven or out of range", () => {
    const invalid = expect.objectContaining({ code: "INVALID_ARGUMENT" });
    expect(() => applyLandmarks(row(3, 3), landmarks)).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => applyLandmarks(row(1, 2), { percentiles: [0], values: [0] })).toThrow(invalid);
    expect(() => applyLandmarks(row(1, 2), { percentiles: [0, 100], values: [0] })).toThrow(invalid);
    const outside = { percentiles: [0, 101], values: [0, 1] };
    expect(() => applyLandmarks(row(1, 2), outside)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  it("brings scans of different units onto one scale: applied to its own scan, the outer percentiles meet the range", async () => {
    const scan = row(...Array.from({ length: 200 }, (_, v) => (v % 17) ** 2 + v / 10));
    const other = { ...scan, data: scan.data.map((value) => 40 * value + 7) };
    const trained = await trainLandmarks([{ volume: scan }, { volume: other }]);
    const [a, b] = [applyLandmarks(scan, trained).data, applyLandmarks(other, trained).data];
    for (const [v, value] of a.entries()) expect(b[v]).toBeCloseTo(value, 3);
  });
});
