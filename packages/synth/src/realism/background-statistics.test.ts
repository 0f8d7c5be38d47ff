import { affineFromSpacing, createVolume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { noisySlices } from "../testdata/noisy-slices.js";
import { backgroundStatistics } from "./background-statistics.js";
import { compareBackgrounds } from "./compare-backgrounds.js";

describe("backgroundStatistics", () => {
  it("gives white noise the same power density at every frequency: its variance times the area of a pixel", async () => {
    const { powerMm2, frequenciesPerMm, patches } = await backgroundStatistics(noisySlices(0.05));
    expect(patches).toBeGreaterThan(10);
    expect(frequenciesPerMm[0]).toBeCloseTo(1 / 24, 9);
    expect(frequenciesPerMm.at(-1)).toBeLessThanOrEqual(0.5);
    const mean = powerMm2.slice(1).reduce((sum, power) => sum + power, 0) / (powerMm2.length - 1);
    expect(mean / 0.05 ** 2).toBeGreaterThan(0.9);
    expect(mean / 0.05 ** 2).toBeLessThan(1.1);
  });

  it("shows a wave at its frequency", async () => {
    const wave = noisySlices(0.001);
    const data = wave.data.map((value, v) => value * (1 + 0.1 * Math.sin((2 * Math.PI * (v % 64)) / 4)));
    const { powerMm2, frequenciesPerMm } = await backgroundStatistics({ ...wave, data });
    expect(frequenciesPerMm[powerMm2.indexOf(Math.max(...powerMm2))]).toBeCloseTo(0.25, 6);
  });

  it("measures mean, deviation, skewness and gradient of tissue alone", async () => {
    const { local } = await backgroundStatistics(noisySlices(0.05));
    const median = (values: readonly number[]): number => values[values.length >> 1] as number;
    expect(median(local.mean)).toBeCloseTo(1, 1);
    expect(median(local.deviation)).toBeCloseTo(0.05, 2);
    expect(Math.abs(median(local.skewness))).toBeLessThan(0.1);
    // Half the difference of two independent values, along two axes: a Rayleigh distribution of σ = 0.05/√2.
    expect(median(local.gradientPerMm)).toBeCloseTo((0.05 / Math.SQRT2) * Math.sqrt(2 * Math.LN2), 2);
    expect(local.mean[0]).toBeGreaterThan(0.9);
  });

  it("has nothing to say of a scan without a whole square of tissue, and refuses narrow slices", async () => {
    const thin = noisySlices(0.05);
    const data = thin.data.map((value, v) => (v % 16 < 8 ? value : 1));
    const none = await backgroundStatistics({ ...thin, data });
    expect(none).toMatchObject({ patches: 0, powerMm2: [], frequenciesPerMm: [] });
    expect(compareBackgrounds(none, none).local.mean).toBeNaN();
    const narrow = createVolume(new Float32Array(20 * 64), [20, 64, 1], affineFromSpacing([1, 1, 1]));
    await expect(backgroundStatistics(narrow)).rejects.toThrow("20.0 × 64.0 mm");
  });
});
