import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noisySlices } from "../testdata/noisy-slices.js";
import { backgroundStatistics } from "./background-statistics.js";
import { compareBackgrounds } from "./compare-backgrounds.js";

describe("compareBackgrounds", () => {
  it("is 0 for the same, small for another draw and large for another noise", async () => {
    const one = await backgroundStatistics(noisySlices(0.05));
    expect(compareBackgrounds(one, one)).toEqual({
      spectrumDecades: 0,
      local: { mean: 0, deviation: 0, skewness: 0, gradientPerMm: 0 },
    });
    const again = compareBackgrounds(one, await backgroundStatistics(noisySlices(0.05, 2)));
    const louder = compareBackgrounds(one, await backgroundStatistics(noisySlices(0.1, 2)));
    expect(again.spectrumDecades).toBeLessThan(0.1);
    expect(louder.spectrumDecades).toBeCloseTo(Math.log10(4), 1);
    expect(louder.local.deviation).toBeGreaterThan(5 * again.local.deviation);
    expect(louder.local.gradientPerMm).toBeGreaterThan(0.5);
  });

  it("compares scans of other pixels up to the frequencies of both", async () => {
    const fine = await backgroundStatistics(noisySlices(0.05, 1, 96, 0.5));
    const distance = compareBackgrounds(await backgroundStatistics(noisySlices(0.05)), fine);
    // The same noise in pixels of a quarter of the area has a quarter of the density.
    expect(distance.spectrumDecades).toBeCloseTo(Math.log10(4), 1);
  });

  describe("properties", () => {
    it("does not depend on the unit of the intensities", async () => {
      const scan = noisySlices(0.05);
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
