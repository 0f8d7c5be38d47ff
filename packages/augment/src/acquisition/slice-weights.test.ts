import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sliceWeights } from "./slice-weights.js";

describe("sliceWeights", () => {
  it("gives a box the overlap with each voxel", () => {
    const weights = sliceWeights({ thicknessMm: 2, softness: 0 }, 1.75, { lengthMm: 1, count: 5 });
    expect([...weights]).toStrictEqual([0, 0.375, 0.5, 0.125, 0]);
  });

  it("adds up to 1, about its centre and with the variance of its profile, for any profile within the voxels", () => {
    const profile = fc.record({
      thicknessMm: fc.double({ min: 0.5, max: 6, noNaN: true }),
      softness: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(profile, fc.double({ min: 7, max: 12, noNaN: true }), (given, centreMm) => {
        const weights = sliceWeights(given, centreMm, { lengthMm: 0.1, count: 200 });
        const moment = (power: number): number =>
          weights.reduce((sum, weight, v) => sum + weight * (0.1 * v - centreMm) ** power, 0);
        expect(moment(0)).toBeCloseTo(1, 8);
        expect(Math.abs(moment(1))).toBeLessThan(1e-2);
        expect(Math.abs(moment(2) - (given.thicknessMm ** 2 * (1 + given.softness ** 2)) / 12)).toBeLessThan(2e-2);
      }),
      // An edge a millionth of the thickness wide.
      { examples: [[{ thicknessMm: 0.5, softness: 1e-6 }, 7]] },
    );
  });
});
