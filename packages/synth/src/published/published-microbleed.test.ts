import { createRng, isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PUBLISHED_PATCH_VOXELS, publishedMicrobleed } from "./published-microbleed.js";

const SPACING_MM = [0.94, 0.94, 1.75] as const;
const HALF_WIDTH = Math.sqrt(2 * Math.LN2);

describe("publishedMicrobleed", () => {
  it("is 1 at the corners of the patch and dark in the middle", () => {
    const { factors } = publishedMicrobleed(createRng(1), { spacingMm: SPACING_MM, volumeMm3: 12 });
    const n = PUBLISHED_PATCH_VOXELS;
    const middle = (n ** 3 - 1) / 2;
    expect(factors).toHaveLength(n ** 3);
    expect([factors[0], factors[n - 1], factors[n ** 3 - 1]]).toEqual([1, 1, 1]);
    expect(factors[middle]).toBeLessThan(0.6);
  });

  it("grows lighter from the centre outwards", () => {
    // Isotropic voxels and no turn: the centre lies in the middle voxel, and every row through it falls and rises once.
    const { factors } = publishedMicrobleed(createRng(2), {
      spacingMm: [0.8, 0.8, 0.8],
      volumeMm3: 8,
      rotationDegrees: 0,
    });
    const n = PUBLISHED_PATCH_VOXELS;
    for (const step of [1, n, n * n]) {
      const middle = (n ** 3 - 1) / 2;
      for (const side of [-1, 1]) {
        const row = [0, 1, 2, 3].map((at) => factors[middle + side * step * at] as number);
        expect(row).toEqual([...row].sort((a, b) => a - b));
      }
    }
  });

  it("stays within the widths of the paper", () => {
    for (let n = 0; n < 16; n++) {
      const { sigmasMm, volumeMm3 } = publishedMicrobleed(createRng(n), { spacingMm: SPACING_MM });
      const sigma = Math.cbrt((3 * volumeMm3) / (4 * Math.PI)) / HALF_WIDTH;
      expect(volumeMm3).toBeGreaterThanOrEqual(0.8);
      expect(volumeMm3).toBeLessThanOrEqual(20);
      for (const width of sigmasMm.slice(0, 2)) {
        expect(width / sigma).toBeGreaterThanOrEqual(0.5);
        expect(width / sigma).toBeLessThanOrEqual(0.9);
      }
    }
  });

  it("says when the patch cuts it", () => {
    expect(publishedMicrobleed(createRng(1), { spacingMm: [0.3, 0.3, 0.3], volumeMm3: 20 }).truncated).toBe(true);
    expect(publishedMicrobleed(createRng(1), { spacingMm: [2, 2, 2], volumeMm3: 20 }).truncated).toBe(false);
  });

  it.each([
    ["a voxel side of 0", { spacingMm: [0, 1, 1] }],
    ["a negative volume", { spacingMm: SPACING_MM, volumeMm3: -1 }],
    ["an angle of 200 degrees", { spacingMm: SPACING_MM, rotationDegrees: 200 }],
  ] as const)("refuses %s", (_, options) => {
    const act = (): unknown => publishedMicrobleed(createRng(1), options);
    expect(act).toThrow();
    try {
      act();
    } catch (error) {
      expect(isCmbError(error, "OUT_OF_RANGE")).toBe(true);
    }
  });
});

describe("properties", () => {
  const seeds = fc.nat(10_000);

  it("has exactly the volume within half height, by its sigmas and by its cells", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 4, max: 20, noNaN: true }), (seed, volumeMm3) => {
        const { sigmasMm, factors, truncated } = publishedMicrobleed(createRng(seed), {
          spacingMm: [2, 2, 2],
          volumeMm3,
        });
        const [x, y, z] = sigmasMm.map((sigma) => sigma * HALF_WIDTH) as [number, number, number];
        expect((4 / 3) * Math.PI * x * y * z).toBeCloseTo(volumeMm3, 9);
        if (truncated) return;
        // The integral of 1 − (2 − 2 exp(−q²/2))² over the ellipsoid where exp(−q²/2) is above a half.
        const share = integralOfDepth();
        const taken = factors.reduce((sum, factor) => sum + (1 - factor), 0) * 8;
        expect(taken / (volumeMm3 * share)).toBeGreaterThan(0.97);
        expect(taken / (volumeMm3 * share)).toBeLessThan(1.03);
      }),
      { numRuns: 10 },
    );
  });

  it("has factors above 0 and up to 1, and equal ones for equal streams", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const first = publishedMicrobleed(createRng(seed), { spacingMm: SPACING_MM });
        expect(Math.min(...first.factors)).toBeGreaterThan(0);
        expect(Math.max(...first.factors)).toBeLessThanOrEqual(1);
        expect(publishedMicrobleed(createRng(seed), { spacingMm: SPACING_MM })).toEqual(first);
      }),
      { numRuns: 6 },
    );
  });
});

/** Mean of 1 − factor over the ball of half height, by shells. */
function integralOfDepth(): number {
  let sum = 0;
  const steps = 2000;
  for (let n = 0; n < steps; n++) {
    const t = (n + 0.5) / steps;
    const height = Math.exp(-0.5 * (HALF_WIDTH * t) ** 2);
    sum += 3 * t * t * (1 - (2 - 2 * height) ** 2);
  }
  return sum / steps;
}
