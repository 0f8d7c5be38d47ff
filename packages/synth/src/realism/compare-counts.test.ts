import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCounts } from "./compare-counts.js";

const REAL = [...Array(100).fill(1), ...Array(31).fill(2), ...Array(33).fill(4), ...Array(15).fill(8)].concat([
  ...Array(19).fill(15),
  ...Array(8).fill(30),
]);

describe("compareCounts", () => {
  it("finds no difference between the real scans and themselves, however many have none", () => {
    const { scans, scansWithout, classes, kolmogorovSmirnov } = compareCounts([...REAL, 0, 0, 0]);
    expect([scans, scansWithout]).toEqual([209, 3]);
    for (const { real, synthetic } of classes) expect(synthetic).toBeCloseTo(real, 12);
    expect(kolmogorovSmirnov).toBeCloseTo(0, 12);
  });

  it("counts each class up to its last number", () => {
    const shares = compareCounts([1, 2, 3, 5, 6, 10, 11, 20, 21, 83]).classes.map(({ synthetic }) => synthetic);
    expect(shares).toEqual([0.1, 0.1, 0.2, 0.2, 0.2, 0.2]);
  });

  it("is as far as can be where no scan has any", () => {
    expect(compareCounts([0, 0])).toMatchObject({ scans: 2, scansWithout: 2, kolmogorovSmirnov: 1 });
    expect(compareCounts([]).kolmogorovSmirnov).toBe(1);
  });

  describe("properties", () => {
    it("gives shares that add up to 1", () => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (counts) => {
          const sum = compareCounts(counts).classes.reduce((total, { synthetic }) => total + synthetic, 0);
          expect(sum).toBeCloseTo(1, 9);
        }),
      );
    });
  });
});
