import { affineFromSpacing, type Mask, permuteAxes } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapeFeatures } from "./shape-features.js";

function ball(radius: number, spacingMm: readonly [number, number, number]): Mask {
  const [ni, nj, nk] = spacingMm.map((mm) => Math.ceil((2 * radius) / mm) + 3) as [number, number, number];
  const data = new Uint8Array(ni * nj * nk);
  data.forEach((_, v) => {
    const offset = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))].map(
      (index, axis) => (index - ([ni, nj, nk][axis] as number) / 2 + 0.5) * (spacingMm[axis] as number),
    );
    data[v] = Math.hypot(...offset) <= radius ? 1 : 0;
  });
  return { data, shape: [ni, nj, nk], affine: affineFromSpacing(spacingMm) };
}

describe("shapeFeatures", () => {
  it("gives one voxel the octahedron through the middles of its six faces", () => {
    const voxel = { data: new Uint8Array([1]), shape: [1, 1, 1], affine: affineFromSpacing([1, 2, 3]) } as const;
    const { meshVolume, voxelVolume, maximum3DDiameter, majorAxisLength, elongation } = shapeFeatures(voxel);
    expect(meshVolume).toBeCloseTo(1, 12);
    expect([voxelVolume, maximum3DDiameter, majorAxisLength]).toEqual([6, 3, 0]);
    expect(elongation).toBeNaN();
  });

  it("comes near the ball of radius 6 mm on anisotropic voxels", () => {
    const features = shapeFeatures(ball(6, [0.5, 0.6, 0.8]));
    expect(features.meshVolume / ((4 / 3) * Math.PI * 6 ** 3)).toBeCloseTo(1, 1);
    expect(features.maximum3DDiameter).toBeGreaterThan(11.5);
    expect(features.elongation).toBeGreaterThan(0.98);
    // The variance of a full ball along an axis is r²/5.
    expect(features.majorAxisLength).toBeCloseTo(4 * Math.sqrt(36 / 5), 0);
  });

  it("measures the object of the given label alone", () => {
    const labels = {
      data: new Uint8Array([1, 0, 2, 2]),
      shape: [4, 1, 1],
      affine: affineFromSpacing([1, 1, 1]),
    } as const;
    expect(shapeFeatures(labels, 2).voxelVolume).toBe(2);
    expect(() => shapeFeatures(labels, 3)).toThrow("label 3");
  });

  describe("properties", () => {
    const mask = arbitraryMask({ maxLength: 4 }).filter(({ data }) => data.includes(1));

    it("mesh volume and surface obey the isoperimetric inequality, and the axes stand in order", () => {
      fc.assert(
        fc.property(mask, (object) => {
          const f = shapeFeatures(object);
          expect(f.sphericity).toBeLessThanOrEqual(1 + 1e-9);
          expect(f.meshVolume).toBeGreaterThan(0);
          expect(f.surfaceVolumeRatio).toBeCloseTo(f.surfaceArea / f.meshVolume, 10);
          expect(f.majorAxisLength).toBeGreaterThanOrEqual(f.minorAxisLength - 1e-9);
          expect(f.minorAxisLength).toBeGreaterThanOrEqual(f.leastAxisLength - 1e-9);
          expect(f.maximum3DDiameter).toBeGreaterThanOrEqual(f.maximum2DDiameterSlice);
        }),
      );
    });

    it("elongation and flatness are ratios of the axis lengths", () => {
      fc.assert(
        fc.property(mask, (object) => {
          const f = shapeFeatures(object);
          fc.pre(f.majorAxisLength > 0);
          expect(f.elongation).toBeCloseTo(f.minorAxisLength / f.majorAxisLength, 9);
          expect(f.flatness).toBeCloseTo(f.leastAxisLength / f.majorAxisLength, 9);
        }),
      );
    });

    it("a shift of the object changes nothing", () => {
      fc.assert(
        fc.property(mask, ({ data, shape, affine }) => {
          const [ni, nj, nk] = shape;
          const larger = new Uint8Array((ni + 3) * (nj + 2) * (nk + 1));
          data.forEach((value, v) => {
            const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
            larger[i + 3 + (ni + 3) * (j + 2 + (nj + 2) * (k + 1))] = value;
          });
          const before = shapeFeatures({ data, shape, affine });
          const after = shapeFeatures({ data: larger, shape: [ni + 3, nj + 2, nk + 1], affine });
          expect(after.meshVolume).toBe(before.meshVolume);
          expect(after.surfaceArea).toBeCloseTo(before.surfaceArea, 9);
          expect(after.majorAxisLength).toBeCloseTo(before.majorAxisLength, 6);
        }),
      );
    });

    it("exchanging i and j exchanges the diameters of columns and rows and keeps axes and voxel volume", () => {
      fc.assert(
        fc.property(mask, (object) => {
          const before = shapeFeatures(object);
          const after = shapeFeatures(permuteAxes(object, { order: [1, 0, 2], flip: [false, false, false] }));
          expect(after.maximum2DDiameterRow).toBeCloseTo(before.maximum2DDiameterColumn, 9);
          expect(after.maximum2DDiameterSlice).toBeCloseTo(before.maximum2DDiameterSlice, 9);
          expect(after.leastAxisLength).toBeCloseTo(before.leastAxisLength, 6);
          expect(after.voxelVolume).toBeCloseTo(before.voxelVolume, 9);
        }),
      );
    });
  });
});
