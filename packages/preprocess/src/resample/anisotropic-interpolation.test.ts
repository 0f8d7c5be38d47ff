import { type Affine, affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { anisotropicInterpolation } from "./anisotropic-interpolation.js";
import type { Grid } from "./grid.js";

function grid(...spacingMm: [number, number, number]): Grid {
  return { shape: [10, 10, 10], affine: affineFromSpacing(spacingMm) };
}

describe("anisotropicInterpolation", () => {
  it("takes the nearest slice across slices more than three times as thick as a pixel", () => {
    const thick = anisotropicInterpolation(grid(0.5, 0.5, 1.6), grid(1, 1, 1), { inPlane: "cubic" });
    expect(thick).toEqual(["cubic", "cubic", "nearest"]);
    const sagittal = anisotropicInterpolation(grid(5, 0.9, 0.9), grid(1, 1, 1), { inPlane: "linear" });
    expect(sagittal).toEqual(["nearest", "linear", "linear"]);
  });

  it("interpolates along all axes up to a ratio of three", () => {
    expect(anisotropicInterpolation(grid(0.5, 0.5, 1.5), grid(1, 1, 1), { inPlane: "cubic" })).toBe("cubic");
  });

  it("looks at the target where the volume is isotropic, along the axes of the volume", () => {
    // The target's k runs along the volume's i.
    const affine: Affine = [0, 0, 4, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
    const thick = anisotropicInterpolation(grid(1, 1, 1), { shape: [4, 4, 4], affine }, { inPlane: "cubic" });
    expect(thick).toEqual(["nearest", "cubic", "cubic"]);
  });

  it("knows no slices where two axes share the largest spacing", () => {
    expect(anisotropicInterpolation(grid(0.24, 1.25, 1.25), grid(1, 1, 1), { inPlane: "cubic" })).toBe("cubic");
  });

  it("takes another ratio", () => {
    const options = { inPlane: "cubic", ratio: 2 } as const;
    expect(anisotropicInterpolation(grid(0.5, 0.5, 1.5), grid(1, 1, 1), options)).toEqual([
      "cubic",
      "cubic",
      "nearest",
    ]);
  });

  it("interpolates along all axes where those of the grids are not parallel", () => {
    const [cos, sin] = [Math.cos(0.2), Math.sin(0.2)];
    const turned = { shape: [9, 9, 9], affine: [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] } as const;
    expect(anisotropicInterpolation(grid(0.5, 0.5, 5), turned, { inPlane: "cubic" })).toBe("cubic");
  });
});
