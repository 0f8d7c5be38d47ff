import { affineFromSpacing, createRng, createVolume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { lowResolution } from "./low-resolution.js";

const SIDE = 40;

/** A bright plane in the middle of the third axis. */
function plane(): Float32Array {
  return Float32Array.from({ length: 4 * 4 * SIDE }, (_, v) => Number(Math.floor(v / 16) === SIDE / 2));
}

function throughSlices(resolutionMm: readonly [number, number, number], seed: number): readonly number[] {
  const image = createVolume(plane(), [4, 4, SIDE], affineFromSpacing([1, 1, 1]));
  const { data } = lowResolution(createRng(seed), image, { resolutionMm, spacingMm: 1 });
  return Array.from({ length: SIDE }, (_, k) => data[16 * k + 5] as number);
}

function spread(profile: readonly number[]): { readonly sum: number; readonly variance: number } {
  const sum = profile.reduce((total, value) => total + value, 0);
  const mean = profile.reduce((total, value, k) => total + k * value, 0) / sum;
  return { sum, variance: profile.reduce((total, value, k) => total + (k - mean) ** 2 * value, 0) / sum };
}

describe("lowResolution", () => {
  it("spreads a plane by the blur of the slice and the lines between samples, wherever these lie", () => {
    for (let seed = 0; seed < 8; seed++) {
      const { sum, variance } = spread(throughSlices([1, 1, 4], seed));
      // Blur of 0.75 · 4 ± 3 % and a triangle of half width 4: 9 + 16/6, to what sampling adds.
      expect(sum).toBeGreaterThan(0.95);
      expect(sum).toBeLessThan(1.05);
      expect(Math.abs(variance - 11.7)).toBeLessThan(1.5);
    }
  });

  it("blurs by half a voxel where the resolution stays", () => {
    const { variance } = spread(throughSlices([1, 1, 1], 1));
    expect(Math.abs(variance - 0.25)).toBeLessThan(0.1);
  });

  it("draws straight lines between samples", () => {
    const profile = throughSlices([1, 1, 5], 3);
    const bends = profile.slice(2).map((value, n) => value - 2 * (profile[n + 1] as number) + (profile[n] as number));
    // A kink for each sample, spread over two voxels where the sample lies between them.
    expect(bends.filter((bend) => Math.abs(bend) > 1e-5).length).toBeLessThanOrEqual(2 * Math.ceil(SIDE / 5));
  });
});
