import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAffine } from "../testing.js";
import type { Affine } from "../volume.js";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { composeAffines } from "./compose-affines.js";
import { invertAffine } from "./invert-affine.js";

const identity = affineFromSpacing([1, 1, 1]);

describe("invertAffine", () => {
  it("undoes scale and translation", () => {
    expect(invertAffine(affineFromSpacing([2, 4, 5], [10, 20, 30]))).toEqual(
      affineFromSpacing([0.5, 0.25, 0.2], [-5, -5, -6]),
    );
  });

  it("gives no negative zero", () => {
    const flipped: Affine = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    expect(invertAffine(flipped)).toEqual(flipped);
  });

  it("inverts a grid of micrometre voxels, whose determinant is tiny", () => {
    expect(invertAffine(affineFromSpacing([1e-6, 1e-6, 1e-6]))[0]).toBeCloseTo(1e6, 6);
  });

  it.each<[string, Affine]>([
    ["two parallel axes", [1, 1, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]],
    [
      "parallel axes whose determinant rounds to 1e-17",
      [0.1, 0.2, 0.3, 0, 0.4, 0.5, 0.6, 0, 0.7, 0.8, 0.9, 0, 0, 0, 0, 1],
    ],
    ["an axis without length", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]],
    ["NaN", [Number.NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]],
    ["an infinity", [Number.POSITIVE_INFINITY, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]],
    ["a determinant too small to divide by", affineFromSpacing([1e-110, 1e-110, 1e-110])],
  ])("refuses %s", (_, affine) => {
    expect(() => invertAffine(affine)).toThrow(
      expect.objectContaining({
        code: "SINGULAR_AFFINE",
        message: expect.stringMatching(/^invertAffine: .*determinant is/),
      }),
    );
  });

  describe("properties", () => {
    it("composes with its input to the identity, on either side", () => {
      fc.assert(
        fc.property(arbitraryAffine(), (affine) => {
          const inverse = invertAffine(affine);
          const products = [...composeAffines(affine, inverse), ...composeAffines(inverse, affine)];
          products.forEach((value, n) => {
            expect(value).toBeCloseTo(identity[n % 16] ?? Number.NaN, 9);
          });
        }),
      );
    });
  });
});
