import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "./affine/affine-from-spacing.js";
import { spacing } from "./affine/spacing.js";
import { assertSamePlace } from "./assert-same-place.js";
import { arbitraryAffine } from "./testing.js";
import type { Affine, Shape } from "./volume.js";

const shape: Shape = [11, 21, 5];
const affine = affineFromSpacing([0.5, 0.5, 2]);
const grid = { shape, affine };

function shifted(from: Affine, mm: number): Affine {
  return from.map((value, n) => (n === 3 ? value + mm : value)) as unknown as Affine;
}

describe("assertSamePlace", () => {
  it("lets pass what a writer's rounding moved, up to half the smallest voxel edge", () => {
    expect(() => assertSamePlace("dice", grid, { shape, affine: shifted(affine, 0.25) })).not.toThrow();
    expect(() => assertSamePlace("dice", grid, { shape, affine: shifted(affine, 0.26) })).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });

  it("says how far the images are apart, and gives both affines", () => {
    expect(() => assertSamePlace("labels", grid, { shape, affine: shifted(affine, 3) })).toThrow(
      expect.objectContaining({
        code: "SHAPE_MISMATCH",
        message:
          "labels: a corner voxel of one image lies 3 mm from the same voxel of the other, and 0.25 mm are allowed; resample one onto the other's grid first, or mend the header that is wrong",
        details: { expected: affine, actual: shifted(affine, 3) },
      }),
    );
  });

  it("refuses a flipped axis and another spacing though the first voxel agrees", () => {
    const flipped = affine.map((value, n) => (n === 0 ? -value : value)) as unknown as Affine;
    for (const other of [flipped, affineFromSpacing([1, 0.5, 2]), affineFromSpacing([0.5, 0.5, 2.2])]) {
      expect(() => assertSamePlace("labels", grid, { shape, affine: other })).toThrow(
        expect.objectContaining({ code: "SHAPE_MISMATCH" }),
      );
    }
  });

  it("compares shapes first", () => {
    expect(() => assertSamePlace("dice", grid, { shape: [11, 21, 6], affine })).toThrow(
      expect.objectContaining({ details: { expected: shape, actual: [11, 21, 6] } }),
    );
  });

  it("takes a tolerance, and refuses one that is negative or no number", () => {
    const off = { shape, affine: shifted(affine, 3) };
    expect(() => assertSamePlace("dice", grid, off, { toleranceMm: 3 })).not.toThrow();
    for (const toleranceMm of [-1, Number.NaN]) {
      expect(() => assertSamePlace("dice", grid, off, { toleranceMm })).toThrow(
        expect.objectContaining({ code: "OUT_OF_RANGE" }),
      );
    }
  });

  it("refuses an affine that is not finite", () => {
    const broken = { shape, affine: shifted(affine, Number.NaN) };
    for (const pair of [[grid, broken] as const, [broken, grid] as const]) {
      expect(() => assertSamePlace("dice", ...pair)).toThrow(
        expect.objectContaining({ message: expect.stringContaining("no finite number") }),
      );
    }
  });
});

describe("properties", () => {
  it("finds a shift of any grid by more than half a voxel, and passes one by less", () => {
    fc.assert(
      fc.property(arbitraryAffine(), (any) => {
        const halfMm = Math.min(...spacing(any)) / 2;
        const check = (mm: number) => () =>
          assertSamePlace("dice", { shape, affine: any }, { shape, affine: shifted(any, mm) });
        expect(check(halfMm * 0.99)).not.toThrow();
        expect(check(halfMm * 1.01)).toThrow();
      }),
    );
  });
});
