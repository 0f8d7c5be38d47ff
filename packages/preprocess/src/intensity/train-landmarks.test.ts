import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { trainLandmarks } from "./train-landmarks.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});
const percents = [0, 50, 100];

describe("trainLandmarks", () => {
  it("maps the outer percentiles of each scan to the range and averages the rest", async () => {
    // The middles lie at 1/4 and 3/4 of their ranges.
    const images = [{ volume: row(0, 10, 40) }, { volume: row(100, 400, 500) }];
    const landmarks = await trainLandmarks(images, { percentiles: percents });
    expect(landmarks).toEqual({ percentiles: percents, values: [0, 50, 100] });
    const other = await trainLandmarks(images.slice(0, 1), { percentiles: percents, range: [1, 101] });
    expect(other.values).toEqual([1, 26, 101]);
  });

  it("uses the deciles between the 1st and the 99th percentile from 0 to 100 unless told otherwise", async () => {
    const { percentiles, values } = await trainLandmarks([
      { volume: row(...Array.from({ length: 101 }, (_, v) => v)) },
    ]);
    expect(percentiles).toEqual([1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]);
    expect(values[0]).toBe(0);
    expect(values[1]).toBeCloseTo((100 * 9) / 98, 10);
    expect(values[10]).toBe(100);
  });

  it("measures under a mask and takes scans from a generator", async () => {
    async function* scans() {
      yield {
        volume: row(0, 4, 8, 1000),
        mask: { data: Uint8Array.of(1, 1, 1, 0), shape: [4, 1, 1] as const, affine },
      };
    }
    expect((await trainLandmarks(scans(), { percentiles: percents })).values).toEqual([0, 50, 100]);
  });

  it("reports scans and stops when asked", async () => {
    const images = [{ volume: row(0, 1, 2) }, { volume: row(0, 1, 2) }];
    const seen: number[] = [];
    await trainLandmarks(images, { percentiles: percents, onProgress: ({ completed }) => seen.push(completed) });
    expect(seen.at(-1)).toBe(2);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(trainLandmarks(images, { signal })).rejects.toThrow("stopped");
  });

  it("refuses no scan, a constant one, and percentiles out of order", async () => {
    await expect(trainLandmarks([])).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    await expect(trainLandmarks([{ volume: row(5, 5) }])).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    const outOfRange = { code: "OUT_OF_RANGE" };
    await expect(trainLandmarks([{ volume: row(1, 2) }], { percentiles: [50, 50] })).rejects.toMatchObject(outOfRange);
    await expect(trainLandmarks([{ volume: row(1, 2) }], { percentiles: [50] })).rejects.toMatchObject(outOfRange);
    await expect(trainLandmarks([{ volume: row(1, 2) }], { range: [9, 1] })).rejects.toMatchObject(outOfRange);
  });
});
