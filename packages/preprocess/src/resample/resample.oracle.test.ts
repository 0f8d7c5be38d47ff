import { affineFromSpacing, type Volume, worldToVoxel } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { type FixtureImage, largestDifference, resampleFixture, volumeOf } from "../testdata/resample-fixture.js";
import { anisotropicInterpolation } from "./anisotropic-interpolation.js";
import type { Grid } from "./grid.js";
import { gridOfShape } from "./grid-of-shape.js";
import { resample } from "./resample.js";
import { worldAlignedGrid } from "./world-aligned-grid.js";

// Values lie near 100, where float32 steps by 8e-6; the others compute in float64. The fixture is rounded to 1e-4.
const TOLERANCE = 1.5e-4;
const KINDS = ["nearest", "linear", "cubic"] as const;

describe("resample beside scipy.ndimage.affine_transform, mode constant", () => {
  for (const interpolation of KINDS) {
    it.each(resampleFixture.grids)(`agrees to 1.5e-4, ${interpolation}, $name`, async (one) => {
      const options = { interpolation, outside: -7, inside: "centres" } as const;
      const { data } = await resample(volumeOf(one), one.grid, options);
      expect(largestDifference(data, one.scipy[interpolation])).toBeLessThan(TOLERANCE);
      expect(one.scipy[interpolation].filter((value) => value !== -7).length).toBeGreaterThan(50);
    });
  }
});

describe("resample beside SimpleITK", () => {
  for (const interpolation of ["nearest", "linear"] as const) {
    it.each(resampleFixture.grids)(
      `agrees to 1.5e-4 up to the end of the extent, ${interpolation}, $name`,
      async (one) => {
        const { data } = await resample(volumeOf(one), one.grid, { interpolation, outside: -7 });
        expect(largestDifference(data, one.simpleitk[interpolation])).toBeLessThan(TOLERANCE);
      },
    );
  }

  it.each(resampleFixture.grids)("agrees to 1.5e-4 between the outermost centres, cubic, $name", async (one) => {
    const { data } = await resample(volumeOf(one), one.grid, { interpolation: "cubic", outside: -7 });
    // ITK mirrors the half voxel beyond the centres, here it is constant.
    const within = (v: number): boolean => isBetweenCentres(one, one.grid, v);
    const expected = one.simpleitk.cubic.map((value, v) => (within(v) ? value : (data[v] ?? Number.NaN)));
    expect(largestDifference(data, expected)).toBeLessThan(TOLERANCE);
    expect(expected.filter((_, v) => within(v)).length).toBeGreaterThan(50);
  });
});

function isBetweenCentres(image: FixtureImage, { shape, affine }: Grid, v: number): boolean {
  const [ni, nj] = shape;
  const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
  const world = [0, 4, 8].map((r) => {
    const [a, b, c, d] = affine.slice(r, r + 4) as [number, number, number, number];
    return a * i + b * j + c * k + d;
  });
  const position = worldToVoxel(image.affine, world as [number, number, number]);
  return position.every((p, axis) => p >= 0 && p <= (image.shape[axis] ?? 0) - 1);
}

describe("resample beside nibabel.processing.resample_from_to", () => {
  it.each(resampleFixture.nibabel)("agrees to 1.5e-4, order $order", async (one) => {
    const interpolation = ({ 0: "nearest", 1: "linear", 3: "cubic" } as const)[one.order];
    const { data } = await resample(volumeOf(one), one.grid, { interpolation, outside: 3, inside: "centres" });
    expect(largestDifference(data, one.expected)).toBeLessThan(TOLERANCE);
  });
});

describe("resample beside nilearn.image.resample_img with a 3×3 affine", () => {
  it("agrees to 1.5e-4: world-aligned grid, linear, filled with the minimum", async () => {
    const volume = volumeOf(resampleFixture.nilearn);
    const outside = Math.min(...volume.data);
    const { data } = await resample(volume, worldAlignedGrid(volume, 1), { outside, inside: "centres" });
    expect(largestDifference(data, resampleFixture.nilearn.expected)).toBeLessThan(TOLERANCE);
    expect(data).toHaveLength(resampleFixture.nilearn.expected.length);
  });
});

describe("resample with anisotropicInterpolation beside skimage.transform.resize within slices", () => {
  it("agrees to 1.5e-4 away from the border, where scikit-image repeats the edge before it fits the spline", async () => {
    const { shape, data, targetShape, expected } = resampleFixture.thickSlices;
    const volume: Volume = { data: Float32Array.from(data), shape, affine: affineFromSpacing([0.5, 0.5, 4]) };
    const grid = gridOfShape(volume, targetShape);
    const interpolation = anisotropicInterpolation(volume, grid, { inPlane: "cubic" });
    const result = await resample(volume, grid, { interpolation, outside: "edge" });
    const [ni, nj] = targetShape;
    const inner = (v: number): boolean => {
      const [i, j] = [v % ni, Math.floor(v / ni) % nj];
      return i >= 14 && i < ni - 14 && j >= 10 && j < nj - 10;
    };
    const kept = expected.filter((_, v) => inner(v));
    const ours = [...result.data].filter((_, v) => inner(v));
    expect(largestDifference(ours, kept)).toBeLessThan(TOLERANCE);
    expect(kept.length).toBeGreaterThan(100);
  });
});

describe("resample with antialias beside scipy.ndimage.gaussian_filter and affine_transform", () => {
  it("agrees to 1.5e-4", async () => {
    const { shape, spacingMm, data, targetShape, targetSpacingMm, expected } = resampleFixture.antialias;
    const volume: Volume = { data: Float32Array.from(data), shape, affine: affineFromSpacing(spacingMm) };
    const grid = { shape: targetShape, affine: affineFromSpacing(targetSpacingMm) };
    const result = await resample(volume, grid, { antialias: true, outside: "edge" });
    expect(largestDifference(result.data, expected)).toBeLessThan(TOLERANCE);
  });
});
