import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstOrderFeatures } from "./first-order-features.js";

const unit = { voxelVolumeMm3: 1 };

describe("firstOrderFeatures", () => {
  it("describes 0, 10, 20, 30, 140", () => {
    const f = firstOrderFeatures([0, 10, 20, 30, 140], { voxelVolumeMm3: 0.5 });
    expect(f).toMatchObject({
      minimum: 0,
      maximum: 140,
      range: 140,
      mean: 40,
      median: 20,
      energy: 21000,
      totalEnergy: 10500,
    });
    expect(f.interquartileRange).toBe(20);
    // Bins of 25: three values, one, one.
    expect(f.uniformity).toBeCloseTo(0.36 + 0.04 + 0.04, 12);
    expect(f.entropy).toBeCloseTo(-(0.6 * Math.log2(0.6) + 2 * 0.2 * Math.log2(0.2)), 12);
    // The 10th percentile is 4 and the 90th 96, so that 10, 20, 30 remain.
    expect(f.robustMeanAbsoluteDeviation).toBeCloseTo(20 / 3, 12);
  });

  it("starts bins at whole multiples of the width, below zero too", () => {
    expect(firstOrderFeatures([-1, 1], unit).uniformity).toBe(0.5);
    expect(firstOrderFeatures([1, 24], unit).uniformity).toBe(1);
  });

  it("gives constant intensities no skewness and no kurtosis", () => {
    expect(firstOrderFeatures([7, 7], unit)).toMatchObject({ skewness: 0, kurtosis: 0, variance: 0 });
  });

  it("refuses no intensities, NaN and a bin width of 0", () => {
    expect(() => firstOrderFeatures([], unit)).toThrow("no voxel");
    expect(() => firstOrderFeatures([Number.NaN], unit)).toThrow("NaN");
    expect(() => firstOrderFeatures([1], { ...unit, binWidth: 0 })).toThrow("binWidth is 0");
  });

  it("properties: identities that hold for any intensities", () => {
    const values = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, (intensities) => {
        const f = firstOrderFeatures(intensities, unit);
        expect(f.rootMeanSquared ** 2).toBeCloseTo(f.variance + f.mean ** 2, 6);
        expect(f.energy).toBeCloseTo(f.rootMeanSquared ** 2 * intensities.length, 5);
        expect(f.range).toBe(f.maximum - f.minimum);
        expect(f.meanAbsoluteDeviation ** 2).toBeLessThanOrEqual(f.variance + 1e-6);
        expect(f.uniformity).toBeGreaterThanOrEqual(2 ** -f.entropy - 1e-9);
        // Pearson's inequality between kurtosis and skewness.
        if (f.variance > 0) expect(f.kurtosis).toBeGreaterThanOrEqual(f.skewness ** 2 + 1 - 1e-9);
      }),
    );
  });
});
