import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "../affine/affine-from-spacing.js";
import { arbitraryMask } from "../testing.js";
import type { Affine, Shape } from "../volume.js";
import { type Components, connectedComponents } from "./connected-components.js";
import { regionStatistics } from "./region-statistics.js";

function labelled(data: readonly number[], shape: Shape, affine: Affine = affineFromSpacing([1, 1, 1])): Components {
  return { labels: { data: Uint32Array.from(data), shape, affine }, count: Math.max(...data) };
}

describe("regionStatistics", () => {
  it("measures a bar in voxels and in millimetres", () => {
    const bar = labelled([0, 1, 1, 1, 0, 0, 0, 0], [4, 2, 1], affineFromSpacing([2, 3, 4], [10, 20, 30]));
    expect(regionStatistics(bar)).toEqual([
      {
        label: 1,
        sizeVoxels: 3,
        volumeMm3: 72,
        centroidVoxel: [2, 0, 0],
        centroidMm: [14, 20, 30],
        boundingBox: { first: [1, 0, 0], last: [3, 0, 0] },
        // Centres at −2, 0 and 2 mm: (4 + 0 + 4) / 3.
        principalVariancesMm2: [8 / 3, 0, 0],
        principalAxes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
    ]);
  });

  it("gives the principal axis in world space, not in voxels", () => {
    const diagonal = labelled([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3, 1], affineFromSpacing([3, 4, 1]));
    const [statistics] = regionStatistics(diagonal);
    expect(statistics?.principalVariancesMm2[0]).toBeCloseTo((25 * 2) / 3, 12);
    const [x, y, z] = statistics?.principalAxes[0] ?? [];
    expect(Math.abs((x ?? 0) * 0.6 + (y ?? 0) * 0.8)).toBeCloseTo(1, 12);
    expect(z).toBeCloseTo(0, 12);
  });

  it("gives variances of exactly 0 to a single voxel far from the origin of an oblique grid", () => {
    const data = new Uint32Array(500 * 300);
    data[499 + 500 * 299] = 1;
    const oblique: Affine = [0.8, -0.3, 0, -90.3, 0.3, 0.8, 0, 10.7, 0, 0, 3, 5, 0, 0, 0, 1];
    const [statistics] = regionStatistics({ labels: { data, shape: [500, 300, 1], affine: oblique }, count: 1 });
    expect(statistics?.principalVariancesMm2).toEqual([0, 0, 0]);
  });

  it("takes the volume of a left-handed grid as positive", () => {
    expect(regionStatistics(labelled([1], [1, 1, 1], affineFromSpacing([-2, 1, 1])))[0]?.volumeMm3).toBe(2);
  });

  it("keeps objects of one row apart and skips other labels", () => {
    const [first, second] = regionStatistics(labelled([1, 1, 2, 1, 0, 2], [6, 1, 1]));
    expect(first).toMatchObject({ sizeVoxels: 3, centroidVoxel: [4 / 3, 0, 0], boundingBox: { last: [3, 0, 0] } });
    expect(second).toMatchObject({ sizeVoxels: 2, centroidVoxel: [3.5, 0, 0], boundingBox: { first: [2, 0, 0] } });
  });

  it("gives a label without voxels the size 0 and NaN for the rest", () => {
    const statistics = regionStatistics(labelled([0, 2, 2], [3, 1, 1]));
    const nan = [Number.NaN, Number.NaN, Number.NaN];
    expect(statistics[0]).toEqual({
      label: 1,
      sizeVoxels: 0,
      volumeMm3: 0,
      centroidVoxel: nan,
      centroidMm: nan,
      boundingBox: { first: nan, last: nan },
      principalVariancesMm2: nan,
      principalAxes: [nan, nan, nan],
    });
    expect(statistics[1]?.sizeVoxels).toBe(2);
  });

  it("gives nothing for an image without objects", () => {
    expect(regionStatistics(connectedComponents(labelled([0, 0], [2, 1, 1]).labels, { connectivity: 6 }))).toEqual([]);
  });

  it("refuses a label above the count, and names the voxel", () => {
    const components = { ...labelled([0, 0, 0, 1, 0, 2], [2, 3, 1]), count: 1 };
    expect(() => regionStatistics(components)).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE", message: expect.stringContaining("voxel (1,2,0) has label 2") }),
    );
    const { shape, affine } = components.labels;
    const runs = {
      shape,
      affine,
      count: 1,
      first: Uint32Array.of(5),
      end: Uint32Array.of(6),
      label: Uint32Array.of(2),
    };
    expect(() => regionStatistics(runs)).toThrow("voxel (1,2,0) has label 2");
  });

  describe("properties", () => {
    const mask = arbitraryMask({ maxLength: 7 });

    it("shares the foreground out among the objects", () => {
      fc.assert(
        fc.property(mask, (volume) => {
          const statistics = regionStatistics(connectedComponents(volume, { connectivity: 26 }));
          const foreground = volume.data.reduce((sum, value) => sum + value, 0);
          expect(statistics.reduce((sum, { sizeVoxels }) => sum + sizeVoxels, 0)).toBe(foreground);
        }),
      );
    });

    it("moves centroid and box with the object and leaves the rest", () => {
      const shift = fc.nat({ max: 3 });
      fc.assert(
        fc.property(mask, fc.tuple(shift, shift, shift), (volume, [a, b, c]) => {
          const [ni, nj, nk] = volume.shape;
          const shape: Shape = [ni + a, nj + b, nk + c];
          const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
          volume.data.forEach((value, v) => {
            const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))] as const;
            data[i + a + shape[0] * (j + b + shape[1] * (k + c))] = value;
          });
          const before = regionStatistics(connectedComponents(volume, { connectivity: 18 }));
          const after = regionStatistics(
            connectedComponents({ data, shape, affine: volume.affine }, { connectivity: 18 }),
          );
          expect(after.length).toBe(before.length);
          after.forEach((moved, n) => {
            const still = before[n];
            const offset = [a, b, c];
            expect(moved.sizeVoxels).toBe(still?.sizeVoxels);
            moved.centroidVoxel.forEach((value, axis) => {
              expect(value - (offset[axis] ?? 0)).toBeCloseTo(still?.centroidVoxel[axis] ?? Number.NaN, 10);
              expect(moved.boundingBox.first[axis]).toBe(
                (still?.boundingBox.first[axis] ?? Number.NaN) + (offset[axis] ?? 0),
              );
              expect(moved.boundingBox.last[axis]).toBe(
                (still?.boundingBox.last[axis] ?? Number.NaN) + (offset[axis] ?? 0),
              );
              expect(moved.principalVariancesMm2[axis]).toBeCloseTo(
                still?.principalVariancesMm2[axis] ?? Number.NaN,
                9,
              );
            });
          });
        }),
      );
    });
  });
});
