import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homodynePhase } from "./homodyne-phase.js";
import { wrapPhase } from "./wrap-phase.js";

const shape: Shape = [48, 40, 2];
const affine = affineFromSpacing([1, 1, 2]);
const volume = (value: (i: number, j: number, k: number) => number): Volume => {
  const data = Float32Array.from({ length: 48 * 40 * 2 }, (_, v) =>
    value(v % 48, Math.floor(v / 48) % 40, Math.floor(v / 1920)),
  );
  return { data, shape, affine };
};
const ones = volume(() => 1);
const at = (i: number, j: number, k = 0): number => i + 48 * (j + 40 * k);

describe("homodynePhase", () => {
  it("keeps the phase of a small source and takes a constant out", async () => {
    const small = volume((i, j) => 1.2 + (Math.hypot(i - 24, j - 20) < 1.5 ? 0.8 : 0));
    const { data } = await homodynePhase(ones, small);
    expect(data[at(24, 20)]).toBeGreaterThan(0.55);
    expect(Math.abs(data[at(8, 8)] as number)).toBeLessThan(0.02);
  });

  it("needs no unwrapping: no step where a background of nearly three turns jumps", async () => {
    const steep = volume((i) => wrapPhase(0.008 * i * i));
    const { data } = await homodynePhase(ones, steep);
    for (let i = 10; i < 38; i++) expect(Math.abs(data[at(i, 20)] as number)).toBeLessThan(0.4);
  });

  it("takes more away with a wider window: a source of 8 voxels loses phase", async () => {
    const wide = volume((i, j) => (Math.hypot(i - 24, j - 20) < 4 ? 0.8 : 0));
    const centre = async (fraction: number): Promise<number> =>
      (await homodynePhase(ones, wide, { fraction })).data[at(24, 20)] as number;
    expect(await centre(0.5)).toBeLessThan((await centre(0.1)) - 0.2);
  });

  it("differs between the windows: Hann is narrower in k-space and leaves more", async () => {
    const wide = volume((i, j) => (Math.hypot(i - 24, j - 20) < 3 ? 0.8 : 0));
    const hamming = (await homodynePhase(ones, wide)).data[at(24, 20)] as number;
    const hann = (await homodynePhase(ones, wide, { window: "hann" })).data[at(24, 20)] as number;
    expect(hann).toBeGreaterThan(hamming + 0.005);
  });

  it("filters each slice for itself", async () => {
    const phase = volume((i, j, k) => (k === 1 ? Math.sin(i * j) : 0.3));
    const { data } = await homodynePhase(ones, phase);
    for (let v = 0; v < 1920; v += 31) expect(Math.abs(data[v] as number)).toBeLessThan(1e-5);
  });

  it("weighs by the magnitude: noise without signal beside it changes little", async () => {
    const magnitude = volume((i) => (i < 24 ? 100 : 0.01));
    const phase = volume((i, j) => (i < 24 ? 0.5 : wrapPhase(7 * i * j)));
    const { data } = await homodynePhase(magnitude, phase);
    expect(Math.abs(data[at(22, 20)] as number)).toBeLessThan(0.01);
  });

  it("is NaN where phase or magnitude are not finite, and there alone", async () => {
    const magnitude = volume((i) => (i === 3 ? Number.POSITIVE_INFINITY : 1));
    const phase = volume((i) => (i === 7 ? Number.NaN : 0.5));
    const { data } = await homodynePhase(magnitude, phase);
    const missing = [...data.keys()].filter((v) => Number.isNaN(data[v]));
    expect(missing).toHaveLength(2 * 40 * 2);
    expect(missing.every((v) => v % 48 === 3 || v % 48 === 7)).toBe(true);
  });

  it("reports progress, stops when asked, and refuses other grids and fractions", async () => {
    const seen: number[] = [];
    await homodynePhase(ones, ones, { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(homodynePhase(ones, ones, { signal })).rejects.toThrow("stopped");
    const other = { data: new Float32Array(8), shape: [2, 2, 2] as const, affine };
    await expect(homodynePhase(ones, other)).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    for (const fraction of [0, 1.1, Number.NaN])
      await expect(homodynePhase(ones, ones, { fraction })).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
  });

  describe("properties", () => {
    it("removes a constant everywhere and a ramp inside, whatever the unit of the magnitude", async () => {
      const slope = fc.double({ min: -0.15, max: 0.15, noNaN: true });
      const constant = fc.double({ min: -3, max: 3, noNaN: true });
      await fc.assert(
        fc.asyncProperty(slope, slope, constant, fc.integer({ min: -20, max: 20 }), async (a, b, c, power) => {
          const magnitude = volume(() => 2 ** power);
          const flat = await homodynePhase(
            magnitude,
            volume(() => c),
          );
          expect(Math.max(...flat.data.map(Math.abs))).toBeLessThan(1e-5);
          const ramp = await homodynePhase(
            magnitude,
            volume((i, j) => wrapPhase(a * i + b * j + c)),
          );
          for (const [i, j] of [
            [24, 20],
            [18, 16],
            [30, 25],
          ] as const)
            expect(Math.abs(ramp.data[at(i, j)] as number)).toBeLessThan(0.12);
        }),
        { numRuns: 25 },
      );
    });
  });
});
