import { affineFromSpacing, createRng, createVolume, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backgroundStatistics } from "./background-statistics.js";
import { compareBackgrounds } from "./compare-backgrounds.js";

/** White noise of a given share about 100, in a frame of nothing. */
function noise(share: number, seed = 1, side = 64, pixelMm = 1): Volume {
  const rng = createRng(seed);
  const data = Float32Array.from({ length: side * side * 2 }, (_, v) => {
    const [i, j] = [v % side, Math.floor(v / side) % side];
    const isTissue = Math.min(i, j, side - 1 - i, side - 1 - j) >= side / 16;
    return isTissue ? rng.normal(100, 100 * share) : Math.abs(rng.normal(0, 2));
  });
  return createVolume(data, [side, side, 2], affineFromSpacing([pixelMm, pixelMm, 3]));
}

describe("backgroundStatistics", () => {
  it("gives white noise the same power density at every frequency: its variance times the area of a pixel", async () => {
    const { powerMm2, frequenciesPerMm, patches } = await backgroundStatistics(noise(0.05));
    expect(patches).toBeGreaterThan(10);
    expect(frequenciesPerMm[0]).toBeCloseTo(1 / 24, 9);
    expect(frequenciesPerMm.at(-1)).toBeLessThanOrEqual(0.5);
    const mean = powerMm2.slice(1).reduce((sum, power) => sum + power, 0) / (powerMm2.length - 1);
    expect(mean / 0.05 ** 2).toBeGreaterThan(0.9);
    expect(mean / 0.05 ** 2).toBeLessThan(1.1);
  });

  it("shows a wave at its frequency", async () => {
    const wave = noise(0.001);
    const data = wave.data.map((value, v) => value * (1 + 0.1 * Math.sin((2 * Math.PI * (v % 64)) / 4)));
    const { powerMm2, frequenciesPerMm } = await backgroundStatistics({ ...wave, data });
    expect(frequenciesPerMm[powerMm2.indexOf(Math.max(...powerMm2))]).toBeCloseTo(0.25, 6);
  });

  it("measures mean, deviation, skewness and gradient of tissue alone", async () => {
    const { local } = await backgroundStatistics(noise(0.05));
    const median = (values: readonly number[]): number => values[values.length >> 1] as number;
    expect(median(local.mean)).toBeCloseTo(1, 1);
    expect(median(local.deviation)).toBeCloseTo(0.05, 2);
    expect(Math.abs(median(local.skewness))).toBeLessThan(0.1);
    // Half the difference of two independent values, along two axes: a Rayleigh distribution of σ = 0.05/√2.
    expect(median(local.gradientPerMm)).toBeCloseTo((0.05 / Math.SQRT2) * Math.sqrt(2 * Math.LN2), 2);
    expect(local.mean[0]).toBeGreaterThan(0.9);
  });

  it("has nothing to say of a scan without a whole square of tissue, and refuses narrow slices", async () => {
    const thin = noise(0.05);
    const data = thin.data.map((value, v) => (v % 16 < 8 ? value : 1));
    const none = await backgroundStatistics({ ...thin, data });
    expect(none).toMatchObject({ patches: 0, powerMm2: [], frequenciesPerMm: [] });
    expect(compareBackgrounds(none, none).local.mean).toBeNaN();
    const narrow = createVolume(new Float32Array(20 * 64), [20, 64, 1], affineFromSpacing([1, 1, 1]));
    await expect(backgroundStatistics(narrow)).rejects.toThrow("20.0 × 64.0 mm");
  });
});

describe("compareBackgrounds", () => {
  it("is 0 for the same, small for another draw and large for another noise", async () => {
    const one = await backgroundStatistics(noise(0.05));
    expect(compareBackgrounds(one, one)).toEqual({
      spectrumDecades: 0,
      local: { mean: 0, deviation: 0, skewness: 0, gradientPerMm: 0 },
    });
    const again = compareBackgrounds(one, await backgroundStatistics(noise(0.05, 2)));
    const louder = compareBackgrounds(one, await backgroundStatistics(noise(0.1, 2)));
    expect(again.spectrumDecades).toBeLessThan(0.1);
    expect(louder.spectrumDecades).toBeCloseTo(Math.log10(4), 1);
    expect(louder.local.deviation).toBeGreaterThan(5 * again.local.deviation);
    expect(louder.local.gradientPerMm).toBeGreaterThan(0.5);
  });

  it("compares scans of other pixels up to the frequencies of both", async () => {
    const fine = await backgroundStatistics(noise(0.05, 1, 96, 0.5));
    const distance = compareBackgrounds(await backgroundStatistics(noise(0.05)), fine);
    // The same noise in pixels of a quarter of the area has a quarter of the density.
    expect(distance.spectrumDecades).toBeCloseTo(Math.log10(4), 1);
  });

  describe("properties", () => {
    it("does not depend on the unit of the intensities", async () => {
      const scan = noise(0.05);
      const one = await backgroundStatistics(scan);
      await fc.assert(
        fc.asyncProperty(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), async (factor) => {
          const scaled = await backgroundStatistics({ ...scan, data: scan.data.map((value) => value * factor) });
          expect(compareBackgrounds(one, scaled).spectrumDecades).toBeLessThan(0.01);
        }),
        { numRuns: 5 },
      );
    });
  });
});
