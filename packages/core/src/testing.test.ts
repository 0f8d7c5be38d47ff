import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineDeterminant } from "./affine/affine-determinant.js";
import { invertAffine } from "./affine/invert-affine.js";
import { spacing } from "./affine/spacing.js";
import { createVolume } from "./create-volume.js";
import { arbitraryAffine, arbitraryMask, arbitraryShape, arbitraryVolume } from "./testing.js";

describe("arbitraryAffine", () => {
  it("gives invertible affines of 0.2 to 7 mm whose last row is 0, 0, 0, 1", () => {
    fc.assert(
      fc.property(arbitraryAffine(), (affine) => {
        expect(() => invertAffine(affine)).not.toThrow();
        expect(affine.slice(12)).toEqual([0, 0, 0, 1]);
        for (const length of spacing(affine)) {
          expect(length).toBeGreaterThan(0.2 - 1e-9);
          expect(length).toBeLessThan(7 + 1e-9);
        }
      }),
    );
  });

  it("reaches oblique, anisotropic and left-handed grids", () => {
    const affines = fc.sample(arbitraryAffine(), { numRuns: 200, seed: 1 });
    const share = (wanted: number): boolean => wanted > 50;
    expect(share(affines.filter((affine) => affineDeterminant(affine) < 0).length)).toBe(true);
    expect(share(affines.filter((affine) => affine.slice(0, 3).every((entry) => Math.abs(entry) > 0.01)).length)).toBe(
      true,
    );
    expect(
      share(affines.filter((affine) => Math.max(...spacing(affine)) > 2 * Math.min(...spacing(affine))).length),
    ).toBe(true);
  });
});

describe("arbitraryShape", () => {
  it("keeps within maxLength, 8 unless given", () => {
    const longest = (shapes: readonly (readonly number[])[]): number => Math.max(...shapes.flat());
    expect(longest(fc.sample(arbitraryShape(), { numRuns: 300, seed: 1 }))).toBe(8);
    expect(longest(fc.sample(arbitraryShape({ maxLength: 3 }), { numRuns: 300, seed: 1 }))).toBe(3);
  });
});

describe("arbitraryVolume", () => {
  it("gives volumes that createVolume accepts, with finite values", () => {
    fc.assert(
      fc.property(arbitraryVolume({ maxLength: 4 }), ({ data, shape, affine }) => {
        expect(() => createVolume(data, shape, affine)).not.toThrow();
        expect(data.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe("arbitraryMask", () => {
  it("gives zeros and ones, some masks empty and some full", () => {
    const masks = fc.sample(arbitraryMask({ maxLength: 2 }), { numRuns: 300, seed: 1 });
    for (const { data, shape, affine } of masks) {
      expect(() => createVolume(data, shape, affine)).not.toThrow();
      expect(data.every((value) => value === 0 || value === 1)).toBe(true);
    }
    expect(masks.some(({ data }) => data.every((value) => value === 0))).toBe(true);
    expect(masks.some(({ data }) => data.every((value) => value === 1))).toBe(true);
  });
});
