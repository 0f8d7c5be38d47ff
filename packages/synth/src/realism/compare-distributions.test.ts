import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDistributions } from "./compare-distributions.js";
import { REAL_GROUPS, REAL_PROBABILITIES } from "./real-distributions.js";

const TEN = { n: 100, quantiles: REAL_PROBABILITIES.map((p) => 10 * p + 1) };
const evenly = (shift: number, factor = 1): number[] =>
  Array.from({ length: 201 }, (_, n) => factor * ((10 * n) / 200 + 1) + shift);

describe("compareDistributions", () => {
  it("finds no difference between a distribution and itself", () => {
    const same = compareDistributions(evenly(0), TEN);
    expect(same.wasserstein).toBeCloseTo(0, 9);
    expect(same.kolmogorovSmirnov).toBeLessThan(0.006);
    expect(same.quantiles.map(({ probability }) => probability)).toEqual([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]);
    expect(same.isWithin).toBe(true);
    expect(same).toMatchObject({ realCount: 100, syntheticCount: 201 });
  });

  it("gives a shift as the Wasserstein distance and a tenth of the range as the Kolmogorov–Smirnov figure", () => {
    const shifted = compareDistributions(evenly(1), TEN);
    expect(shifted.wasserstein).toBeCloseTo(1, 9);
    expect(shifted.kolmogorovSmirnov).toBeCloseTo(0.1, 2);
    expect(shifted.isWithin).toBe(false);
  });

  it("takes 15 % at every quantile, and not a little more at one", () => {
    expect(compareDistributions(evenly(0, 1.1499), TEN).isWithin).toBe(true);
    expect(compareDistributions(evenly(0, 1.1501), TEN).isWithin).toBe(false);
    expect(compareDistributions(evenly(0, 1.2), TEN, { tolerance: 0.2 }).isWithin).toBe(true);
  });

  it("judges the quantiles from p10 to p90 alone", () => {
    const longTail = evenly(0).map((value, n) => (n > 185 ? 2 * value : value));
    const { quantiles, isWithin } = compareDistributions(longTail, TEN);
    expect(quantiles[6]?.ratio).toBeGreaterThan(1.9);
    expect(isWithin).toBe(true);
  });

  it("leaves NaN out, and says of no values that they do not fit", () => {
    expect(compareDistributions([Number.NaN, ...evenly(0)], TEN).syntheticCount).toBe(201);
    expect(compareDistributions([], TEN)).toMatchObject({ syntheticCount: 0, quantiles: [], isWithin: false });
  });

  it("says how far chance alone goes: further with fewer values, and the same for the same seed", () => {
    const few = compareDistributions(evenly(0), { ...TEN, n: 8 });
    const many = compareDistributions(evenly(0), { ...TEN, n: 800 });
    expect(few.wassersteinByChance).toBeGreaterThan(2 * many.wassersteinByChance);
    const [low = 1, high = 1] = few.quantiles[3]?.chance ?? [];
    expect(low).toBeLessThan(0.9);
    expect(high).toBeGreaterThan(1.1);
    expect(compareDistributions(evenly(0), { ...TEN, n: 8 })).toEqual(few);
    expect(compareDistributions(evenly(0), { ...TEN, n: 8 }, { seed: 1 })).not.toEqual(few);
  });

  describe("properties", () => {
    it("scales with the unit of the values", () => {
      const values = fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 });
      fc.assert(
        fc.property(values, (mm) => {
          const one = compareDistributions(mm, TEN);
          const micrometres = { n: 100, quantiles: TEN.quantiles.map((value) => value * 1000) };
          const other = compareDistributions(
            mm.map((value) => value * 1000),
            micrometres,
          );
          expect(other.wasserstein).toBeCloseTo(one.wasserstein * 1000, 6);
          expect(other.kolmogorovSmirnov).toBeCloseTo(one.kolmogorovSmirnov, 9);
        }),
        { numRuns: 10 },
      );
    });
  });
});

describe("REAL_GROUPS", () => {
  it("has ascending quantiles and no bin that overlaps another", () => {
    for (const { measures } of REAL_GROUPS) {
      for (const { quantiles } of Object.values(measures)) {
        expect(quantiles).toHaveLength(REAL_PROBABILITIES.length);
        expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
      }
    }
    const bins = REAL_GROUPS.flatMap(({ sliceMm }) => (sliceMm === undefined ? [] : [sliceMm]));
    bins.slice(1).forEach(({ from }, n) => {
      expect(from).toBe(bins[n]?.to);
    });
  });
});
