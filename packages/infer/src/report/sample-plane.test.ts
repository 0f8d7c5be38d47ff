import { affineFromSpacing, createVolume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Plane, sampleLabels, samplePlane } from "./sample-plane.js";

const AXIAL = { across: [1, 0, 0], down: [0, -1, 0] } as const;
/** 4 × 4 × 2 voxels of 1 × 1 × 5 mm that hold 0…31. */
const volume = createVolume(
  Float32Array.from({ length: 32 }, (_, v) => v),
  [4, 4, 2],
  affineFromSpacing([1, 1, 5]),
);

describe("samplePlane", () => {
  it("shows a slice as it was measured where pixels fall on voxel centres, the first row at the top", () => {
    const plane: Plane = { ...AXIAL, centreMm: [1.5, 1.5, 5], pixelMm: 1, width: 4, height: 4 };
    expect([...samplePlane(volume, plane)]).toEqual([28, 29, 30, 31, 24, 25, 26, 27, 20, 21, 22, 23, 16, 17, 18, 19]);
  });

  it("interpolates along a line between two slices that are 5 mm apart", () => {
    const plane: Plane = {
      across: [0, 0, 1],
      down: [0, -1, 0],
      centreMm: [0, 0, 2.5],
      pixelMm: 1,
      width: 6,
      height: 1,
    };
    const values = [...samplePlane(volume, plane)];
    for (const [n, value] of values.entries()) expect(value).toBeCloseTo((16 * n) / 5, 5);
  });

  it("gives the outer half voxel the value of its voxel and NaN beyond the grid", () => {
    const plane: Plane = { ...AXIAL, centreMm: [0, 0, 0], pixelMm: 0.4, width: 5, height: 1 };
    const [beyond, half, ...inside] = samplePlane(volume, plane);
    expect(beyond).toBeNaN();
    expect(half).toBe(0);
    expect(inside[1]).toBeCloseTo(0.4, 6);
  });

  it("gives NaN next to a voxel that is NaN and not where that voxel has no weight", () => {
    const holed = createVolume(
      volume.data.map((value, v) => (v === 1 ? Number.NaN : value)),
      [4, 4, 2],
      volume.affine,
    );
    const plane: Plane = { ...AXIAL, centreMm: [1, 0, 0], pixelMm: 0.5, width: 5, height: 1 };
    expect([...samplePlane(holed, plane)]).toEqual([0, Number.NaN, Number.NaN, Number.NaN, 2]);
  });

  it("takes no part of a neighbour where rounding alone moves a pixel off a voxel centre", () => {
    const data = Float32Array.from({ length: 40 }, (_, v) => (v % 2 === 0 ? v : Number.NaN));
    const fine = createVolume(data, [40, 1, 1], affineFromSpacing([0.1, 1, 1], [0.7, 0, 0]));
    const plane: Plane = { ...AXIAL, centreMm: [0.7 + 1.95, 0, 0], pixelMm: 0.1, width: 40, height: 1 };
    expect([...samplePlane(fine, plane)]).toEqual([...data]);
  });

  describe("properties", () => {
    const unitAxes = fc.constantFrom<readonly [WorldPoint, WorldPoint]>(
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
      [
        [0, 1, 0],
        [0, 0, -1],
      ],
      [
        [0.6, 0.8, 0],
        [0, 0, 1],
      ],
    );

    it("reproduces any intensity that rises linearly in space, whatever the grid and the plane", () => {
      const slope = fc.double({ min: -3, max: 3, noNaN: true });
      fc.assert(
        fc.property(arbitraryAffine(), fc.tuple(slope, slope, slope), unitAxes, (affine, g, [across, down]) => {
          const ramp = ([x, y, z]: WorldPoint): number => g[0] * x + g[1] * y + g[2] * z;
          const data = new Float64Array(6 ** 3);
          for (let v = 0; v < data.length; v++) {
            data[v] = ramp(voxelToWorld(affine, [v % 6, Math.floor(v / 6) % 6, Math.floor(v / 36)]));
          }
          const centreMm = voxelToWorld(affine, [2.5, 2.5, 2.5]);
          const plane: Plane = { centreMm, across, down, pixelMm: 0.1, width: 3, height: 3 };
          const [corner = 0] = samplePlane(createVolume(data, [6, 6, 6], affine), plane);
          const at = centreMm.map((mm, axis) => mm - 0.1 * ((across[axis] ?? 0) + (down[axis] ?? 0)));
          expect(Math.abs(corner - ramp(at as unknown as WorldPoint))).toBeLessThan(1e-3);
        }),
      );
    });
  });
});

describe("sampleLabels", () => {
  it("gives each pixel the label of the voxel that it lies in and 0 outside", () => {
    const labels = createVolume(Uint32Array.from(volume.data), volume.shape, volume.affine);
    const plane: Plane = { ...AXIAL, centreMm: [0.6, 0, 0], pixelMm: 0.6, width: 5, height: 1 };
    // centres at -0.6, 0, 0.6, 1.2 and 1.8 mm
    expect([...sampleLabels(labels, plane)]).toEqual([0, 0, 1, 1, 2]);
  });
});
