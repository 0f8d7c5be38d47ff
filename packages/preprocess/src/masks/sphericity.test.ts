import { affineFromSpacing, type Mask, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { sphericity } from "./sphericity.js";

const affine = affineFromSpacing([1, 1, 1]);
const full = (shape: Shape): Mask => ({ data: new Uint8Array(shape[0] * shape[1] * shape[2]).fill(1), shape, affine });

describe("sphericity", () => {
  it("counts the voxels that touch background or the edge of the grid as surface", () => {
    // A cube of 27 voxels with 26 at its surface: π^(1/3) · 162^(2/3) / 26.
    expect(sphericity(full([3, 3, 3]))).toBeCloseTo(1.67399, 5);
    expect(sphericity(full([1, 1, 1]))).toBeCloseTo(4.83598, 5);
  });

  it("is smaller for a long object, and NaN for none", () => {
    expect(sphericity(full([27, 1, 1]))).toBeLessThan(sphericity(full([3, 3, 3])));
    expect(sphericity({ ...full([2, 2, 2]), data: new Uint8Array(8) })).toBeNaN();
  });
});
