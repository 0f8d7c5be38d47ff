import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAffine } from "../testing.js";
import { affineDeterminant } from "./affine-determinant.js";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { composeAffines } from "./compose-affines.js";
import { spacing } from "./spacing.js";

describe("affineDeterminant", () => {
  it("is the volume of a voxel in mm³", () => {
    expect(affineDeterminant(affineFromSpacing([0.5, 2, 3]))).toBe(3);
  });

  it("is negative for a left-handed grid", () => {
    expect(affineDeterminant([-1, 0, 0, 9, 0, 1, 0, 9, 0, 0, 1, 9, 0, 0, 0, 1])).toBe(-1);
  });

  it("expands along the first row with alternating signs", () => {
    // 2(5·10 − 6·8) − 3(4·10 − 6·7) + 1(4·8 − 5·7) = 4 + 6 − 3
    expect(affineDeterminant([2, 3, 1, 0, 4, 5, 6, 0, 7, 8, 10, 0, 0, 0, 0, 1])).toBe(7);
  });

  describe("properties", () => {
    it("is the product of the spacings, with a sign, for a grid without shear", () => {
      fc.assert(
        fc.property(arbitraryAffine(), (affine) => {
          const [di, dj, dk] = spacing(affine);
          expect(Math.abs(affineDeterminant(affine)) / (di * dj * dk)).toBeCloseTo(1, 12);
        }),
      );
    });

    it("multiplies under composition", () => {
      fc.assert(
        fc.property(arbitraryAffine(), arbitraryAffine(), (outer, inner) => {
          const product = affineDeterminant(outer) * affineDeterminant(inner);
          expect(affineDeterminant(composeAffines(outer, inner)) / product).toBeCloseTo(1, 10);
        }),
      );
    });
  });
});
