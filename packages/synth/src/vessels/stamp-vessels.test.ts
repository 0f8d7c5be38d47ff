import { type Affine, affineFromSpacing, createRng } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stampVessels } from "./stamp-vessels.js";
import type { VesselPieces } from "./vessel-pieces.js";

const grid = { shape: [32, 32, 32], affine: affineFromSpacing([0.5, 0.5, 0.5]) } as const;

function line(pointsMm: readonly (readonly number[])[], radiusMm: number, ppm = 0.4): VesselPieces {
  const count = pointsMm.length - 1;
  return {
    pointsMm: Float32Array.from(pointsMm.slice(1).flatMap((point, n) => [...(pointsMm[n] ?? []), ...point])),
    radiiMm: new Float32Array(count).fill(radiusMm),
    trees: new Uint32Array(count),
    families: new Uint8Array(count),
    parents: Int32Array.from({ length: count }, (_, n) => n - 1),
    susceptibilitiesPpm: new Float32Array(count).fill(ppm),
  };
}

function twice(pieces: VesselPieces): VesselPieces {
  const both = <A extends Float32Array | Uint32Array | Uint8Array | Int32Array>(array: A): A => {
    const out = array.slice(0).constructor as new (length: number) => A;
    const doubled = new out(2 * array.length);
    doubled.set(array as never);
    doubled.set(array as never, array.length);
    return doubled;
  };
  return {
    pointsMm: both(pieces.pointsMm),
    radiiMm: both(pieces.radiiMm),
    trees: both(pieces.trees),
    families: both(pieces.families),
    parents: both(pieces.parents),
    susceptibilitiesPpm: both(pieces.susceptibilitiesPpm),
  };
}

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((largest, value, v) => Math.max(largest, Math.abs(value - (b[v] ?? 0))), 0);
const bytes = (array: Float32Array): Uint8Array => new Uint8Array(array.buffer);
const volume = (share: Float32Array, voxelMm3 = 0.125): number =>
  share.reduce((sum, value) => sum + value, 0) * voxelMm3;
const capsule = (lengthMm: number, radiusMm: number): number =>
  Math.PI * radiusMm ** 2 * lengthMm + (4 / 3) * Math.PI * radiusMm ** 3;

describe("stampVessels", () => {
  test("fills a voxel in a wide vessel and leaves one beside it empty", () => {
    const { share, susceptibilityPpm } = stampVessels(
      line(
        [
          [0, 8, 8],
          [16, 8, 8],
        ],
        2,
      ),
      grid,
    );
    const at = 16 + 32 * (16 + 32 * 16);
    expect(share[at]).toBe(1);
    expect(susceptibilityPpm[at]).toBeCloseTo(0.4, 6);
    expect(share[at + 32 * 6]).toBe(0);
  });

  test("adds the susceptibility of the vessel by its share", () => {
    const { share, susceptibilityPpm } = stampVessels(
      line(
        [
          [3, 3, 3],
          [13, 12, 11],
        ],
        0.3,
        0.5,
      ),
      grid,
    );
    expect(
      largestDifference(
        susceptibilityPpm,
        share.map((value) => 0.5 * value),
      ),
    ).toBeLessThan(1e-6);
  });

  test("counts the joint of two pieces once", () => {
    const ends = [
      [3, 4, 8],
      [13, 9, 6],
    ] as const;
    const whole = stampVessels(line(ends, 0.8), grid).share;
    const halves = stampVessels(line([ends[0], [8, 6.5, 7], ends[1]], 0.8), grid).share;
    expect(largestDifference(halves, whole)).toBeLessThan(1e-6);
  });

  test("keeps the volume of vessels that are far thinner than a voxel", () => {
    const { share } = stampVessels(
      line(
        [
          [3, 4, 2],
          [13, 12, 11],
        ],
        0.06,
      ),
      grid,
    );
    expect(volume(share) / capsule(Math.hypot(10, 8, 9), 0.06)).toBeCloseTo(1, 1);
  });

  test("takes thick slices and oblique grids", () => {
    const affine: Affine = [0.5, 0, 0.6, -3, 0, 0.5, 0, 0, 0.1, 0, 2, 0, 0, 0, 0, 1];
    const { share } = stampVessels(
      line(
        [
          [4, 8, 6],
          [14, 14, 14],
        ],
        0.4,
      ),
      { shape: [64, 64, 12], affine },
    );
    const voxelMm3 = 0.5 * (0.5 * 2 - 0.6 * 0.1);
    expect(volume(share, voxelMm3) / capsule(Math.hypot(10, 6, 8), 0.4)).toBeCloseTo(1, 1);
  });

  test("refuses a sample spacing of 0 and a flat grid", () => {
    const pieces = line(
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
      0.3,
    );
    expect(() => stampVessels(pieces, grid, { sampleSpacingMm: 0 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
    const flat: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    expect(() => stampVessels(pieces, { shape: [2, 2, 2], affine: flat })).toThrow(
      expect.objectContaining({ code: "SINGULAR_AFFINE" }),
    );
  });
});

describe("properties", () => {
  const anyLine = fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    radiusMm: fc.double({ min: 0.2, max: 2, noNaN: true }),
  });
  const randomLine = (seed: number): readonly [number[], number[]] => {
    const rng = createRng(seed, "line");
    const point = (): number[] => [rng.uniform(3, 12), rng.uniform(3, 12), rng.uniform(3, 12)];
    return [point(), point()];
  };

  test("the volume of a straight vessel is that of a capsule to 1.5 % at any tilt and place", () => {
    fc.assert(
      fc.property(anyLine, ({ seed, radiusMm }) => {
        const ends = randomLine(seed);
        const lengthMm = Math.hypot(...ends[0].map((value, axis) => value - (ends[1][axis] ?? 0)));
        fc.pre(lengthMm > 3);
        const { share } = stampVessels(line(ends, radiusMm), grid);
        expect(Math.abs(volume(share) / capsule(lengthMm, radiusMm) - 1)).toBeLessThan(0.015);
      }),
      { numRuns: 60 },
    );
  });

  test("the volume along a voxel axis holds at any place between the voxels", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0.2, max: 0.6, noNaN: true }),
        (offset, r) => {
          const { share } = stampVessels(
            line(
              [
                [7 + offset, 8 - 0.7 * offset, 2],
                [7 + offset, 8 - 0.7 * offset, 14],
              ],
              r,
            ),
            grid,
          );
          expect(Math.abs(volume(share) / capsule(12, r) - 1)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("moving a vessel by a voxel moves its shares by a voxel", () => {
    fc.assert(
      fc.property(anyLine, ({ seed, radiusMm }) => {
        const ends = randomLine(seed).map((point) => point.map((value) => Math.round(value * 64) / 64));
        const moved = ends.map(([x = 0, y = 0, z = 0]) => [x + 0.5, y, z]);
        const before = stampVessels(line(ends, radiusMm), grid).share;
        const after = stampVessels(line(moved, radiusMm), grid).share;
        let largest = 0;
        for (let v = 0; v < before.length - 1; v++)
          largest = Math.max(largest, Math.abs((before[v] ?? 0) - (after[v + 1] ?? 0)));
        expect(largest).toBeLessThan(1e-4);
      }),
      { numRuns: 20 },
    );
  });

  test("the same pieces twice give the bytes of the pieces once", () => {
    fc.assert(
      fc.property(anyLine, ({ seed, radiusMm }) => {
        const pieces = line(randomLine(seed), radiusMm);
        const once = stampVessels(pieces, grid);
        const doubled = stampVessels(twice(pieces), grid);
        expect(Buffer.compare(bytes(doubled.share), bytes(once.share))).toBe(0);
        expect(Buffer.compare(bytes(doubled.susceptibilityPpm), bytes(once.susceptibilityPpm))).toBe(0);
      }),
      { numRuns: 10 },
    );
  });
});
