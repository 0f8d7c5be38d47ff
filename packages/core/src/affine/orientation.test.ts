import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAffine } from "../testing.js";
import { affineDeterminant } from "./affine-determinant.js";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { orientation } from "./orientation.js";

describe("orientation", () => {
  it("names the directions in which the indices grow", () => {
    expect(orientation(affineFromSpacing([1, 1, 1]))).toBe("RAS");
    expect(orientation([-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])).toBe("LPS");
  });

  it("reads sagittal slices", () => {
    expect(orientation([0, 0, -3, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1])).toBe("AIL");
  });

  it("refuses an affine without orientation", () => {
    expect(() => orientation(affineFromSpacing([1, 1, 0]))).toThrow(
      expect.objectContaining({ code: "SINGULAR_AFFINE" }),
    );
  });

  describe("properties", () => {
    it("names each world axis once", () => {
      fc.assert(
        fc.property(arbitraryAffine(), (affine) => {
          const axes = [...orientation(affine)].map((letter) =>
            ["LR", "PA", "IS"].findIndex((pair) => pair.includes(letter)),
          );
          expect(axes.toSorted()).toEqual([0, 1, 2]);
        }),
      );
    });

    it("turns every letter round when the world is mirrored through its origin", () => {
      const opposite: Readonly<Record<string, string>> = { L: "R", R: "L", P: "A", A: "P", I: "S", S: "I" };
      fc.assert(
        fc.property(arbitraryAffine(), ([a, b, c, x, d, e, f, y, g, h, i, z]) => {
          const mirrored = orientation([-a, -b, -c, -x, -d, -e, -f, -y, -g, -h, -i, -z, 0, 0, 0, 1]);
          const original = orientation([a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1]);
          expect(mirrored).toBe([...original].map((letter) => opposite[letter]).join(""));
        }),
      );
    });

    it("does not depend on voxel size and origin", () => {
      fc.assert(
        fc.property(arbitraryAffine(), fc.double({ min: 0.1, max: 10, noNaN: true }), (affine, factor) => {
          fc.pre(affineDeterminant(affine) !== 0);
          const [a, b, c, , d, e, f, , g, h, i] = affine;
          expect(orientation([factor * a, b, c, 1, factor * d, e, f, 2, factor * g, h, i, 3, 0, 0, 0, 1])).toBe(
            orientation(affine),
          );
        }),
      );
    });
  });
});
