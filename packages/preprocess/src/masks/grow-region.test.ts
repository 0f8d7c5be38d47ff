import { affineFromSpacing, type Connectivity, type Volume, type VoxelIndex } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growRegion } from "./grow-region.js";
import type { GrowthRule } from "./region-grower.js";

const affine = affineFromSpacing([1, 1, 1]);
const POINT: GrowthRule = { connectivity: 6, reference: "point", difference: "normal" };

function row(...values: readonly number[]): Volume {
  return { data: Float32Array.from(values), shape: [values.length, 1, 1], affine };
}

function grown(volume: Volume, seed: number, options: Partial<GrowthRule> & { readonly tolerance: number }): number[] {
  return [...growRegion(volume, [[seed, 0, 0]], { ...POINT, ...options }).voxels];
}

describe("growRegion", () => {
  it("takes a neighbour whose difference is at most the tolerance", () => {
    expect(grown(row(0, 5, 10, 16), 0, { tolerance: 5 })).toEqual([0, 1, 2]);
    expect(grown(row(0, 5, 10, 16), 0, { tolerance: 4.99 })).toEqual([0]);
  });

  it("compares with the parent, the mean of the seeds or the mean of the region so far", () => {
    const ramp = row(0, 2, 4, 6, 8);
    expect(grown(ramp, 0, { reference: "point", tolerance: 3 })).toEqual([0, 1, 2, 3, 4]);
    expect(grown(ramp, 0, { reference: "average", tolerance: 3 })).toEqual([0, 1]);
    // 4 − mean(0, 2) = 3 is taken; 6 − mean(0, 2, 4) = 4 is not.
    expect(grown(ramp, 0, { reference: "runningAverage", tolerance: 3 })).toEqual([0, 1, 2]);
    expect([
      ...growRegion(
        ramp,
        [
          [0, 0, 0],
          [2, 0, 0],
        ],
        { ...POINT, reference: "average", tolerance: 4 },
      ).voxels,
    ]).toEqual([0, 2, 1, 3]);
  });

  it("divides by the reference for a relative difference, and by 0.00001 where that is 0", () => {
    expect(grown(row(10, 15, 30), 0, { difference: "relative", tolerance: 0.5 })).toEqual([0, 1]);
    expect(grown(row(-10, -15), 0, { difference: "relative", tolerance: 0.5 })).toEqual([0, 1]);
    expect(grown(row(0, 0.5), 0, { difference: "relative", tolerance: 49_000 })).toEqual([0]);
    expect(grown(row(0, 0.5), 0, { difference: "relative", tolerance: 51_000 })).toEqual([0, 1]);
  });

  it("tests a neighbour once, also when a later parent would have taken it", () => {
    // Of the two ways to the corner of the square, the one over j comes first. From 1 it is too far to 9.
    const square = (alongI: number, alongJ: number): number[] => {
      const data = Float32Array.of(5, alongI, alongJ, 9);
      return [...growRegion({ data, shape: [2, 2, 1], affine }, [[0, 0, 0]], { ...POINT, tolerance: 4 }).voxels];
    };
    expect(square(9, 1)).toEqual([0, 2, 1]);
    expect(square(1, 9)).toEqual([0, 2, 1, 3]);
  });

  it("stays nearer to the mean of the seeds than the limit, but keeps all seeds", () => {
    const flat = row(...new Array<number>(11).fill(1));
    expect(grown(flat, 5, { tolerance: 1, maximumDistanceVoxels: 2 })).toEqual([5, 4, 6]);
    const two = growRegion(
      flat,
      [
        [0, 0, 0],
        [10, 0, 0],
      ],
      { ...POINT, tolerance: 1, maximumDistanceVoxels: 2 },
    );
    expect([...two.voxels]).toEqual([0, 10]);
  });

  it("stops with one voxel more than the limit, and says so", () => {
    const flat = row(...new Array<number>(11).fill(1));
    const stopped = growRegion(flat, [[5, 0, 0]], { ...POINT, tolerance: 1, maximumVoxels: 4 });
    expect({ size: stopped.voxels.length, exceeded: stopped.exceeded }).toEqual({ size: 5, exceeded: true });
    const whole = growRegion(flat, [[5, 0, 0]], { ...POINT, tolerance: 1, maximumVoxels: 11 });
    expect({ size: whole.voxels.length, exceeded: whole.exceeded }).toEqual({ size: 11, exceeded: false });
    const seeded = growRegion(
      flat,
      [
        [4, 0, 0],
        [5, 0, 0],
      ],
      { ...POINT, tolerance: 1, maximumVoxels: 1 },
    );
    expect({ size: seeded.voxels.length, exceeded: seeded.exceeded }).toEqual({ size: 2, exceeded: true });
  });

  it("never takes NaN, and counts a seed that comes twice once", () => {
    expect(grown(row(1, Number.NaN, 1), 0, { tolerance: 1e9 })).toEqual([0]);
    expect([
      ...growRegion(
        row(1, 9),
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        { ...POINT, tolerance: 1 },
      ).voxels,
    ]).toEqual([0]);
  });

  it.each<[string, readonly VoxelIndex[], Connectivity]>([
    ["no seed", [], 6],
    ["a seed beyond the grid", [[3, 0, 0]], 6],
    ["a seed between voxels", [[0.5, 0, 0]], 6],
    ["a connectivity that there is not", [[0, 0, 0]], 8 as Connectivity],
  ])("refuses %s", (_, seeds, connectivity) => {
    expect(() => growRegion(row(1, 2, 3), seeds, { ...POINT, connectivity, tolerance: 1 })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });

  it.each([{ reference: "pt" }, { difference: "square" }])("refuses %j", (option) => {
    const options = { ...POINT, ...(option as unknown as GrowthRule), tolerance: 1 };
    expect(() => growRegion(row(1, 2, 3), [[0, 0, 0]], options)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: expect.stringContaining(Object.keys(option)[0] ?? ""),
      }),
    );
  });

  describe("properties", () => {
    const shape = [6, 5, 4] as const;
    const image = fc.uint8Array({ minLength: 120, maxLength: 120, max: 40 });
    const rule = fc.record({
      connectivity: fc.constantFrom<Connectivity>(6, 18, 26),
      reference: fc.constantFrom("point" as const, "average" as const, "runningAverage" as const),
      difference: fc.constantFrom("normal" as const, "relative" as const),
      maximumDistanceVoxels: fc.double({ min: 0.5, max: 6, noNaN: true }),
    });
    const seed = fc.tuple(fc.nat(5), fc.nat(4), fc.nat(3));

    it("gives one voxel once, begins with the seed and stays within the distance", () => {
      fc.assert(
        fc.property(image, rule, seed, fc.nat(20), (data, options, at, tolerance) => {
          const { voxels } = growRegion({ data, shape, affine }, [at], { ...options, tolerance });
          expect(new Set(voxels).size).toBe(voxels.length);
          expect(voxels[0]).toBe(at[0] + 6 * (at[1] + 5 * at[2]));
          for (const v of voxels.slice(1)) {
            const [i, j, k] = [v % 6, Math.floor(v / 6) % 5, Math.floor(v / 30)] as const;
            expect(Math.hypot(i - at[0], j - at[1], k - at[2])).toBeLessThan(options.maximumDistanceVoxels);
          }
        }),
      );
    });

    it("does not look beyond the distance", () => {
      fc.assert(
        fc.property(image, image, rule, seed, (data, other, options, at) => {
          const near = data.map((value, v) => {
            const [i, j, k] = [v % 6, Math.floor(v / 6) % 5, Math.floor(v / 30)] as const;
            const distance = Math.sqrt((i - at[0]) ** 2 + (j - at[1]) ** 2 + (k - at[2]) ** 2);
            return distance < options.maximumDistanceVoxels ? value : (other[v] as number);
          });
          const grow = (image: Uint8Array): number[] => [
            ...growRegion({ data: image, shape, affine }, [at], { ...options, tolerance: 6 }).voxels,
          ];
          expect(grow(near)).toEqual(grow(data));
        }),
      );
    });
  });
});
