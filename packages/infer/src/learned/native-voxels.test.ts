import { type Affine, affineFromSpacing, nearestVoxel, type Shape, voxelToWorld, type WorldPoint } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import type { NativeMapping } from "@cmb/preprocess";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nativeVoxels } from "./native-voxels.js";

const prepared = { shape: [60, 60, 30] as const, affine: affineFromSpacing([0.5, 0.5, 1], [-15, -15, -15]) };

/** Probabilities around the prepared voxel nearest to a place, as a function of the world. */
function candidateAt(centre: WorldPoint, probability: (world: WorldPoint) => number, reach: Shape = [11, 11, 6]) {
  const voxel = nearestVoxel(prepared.affine, centre);
  const from = [voxel[0] - reach[0], voxel[1] - reach[1], voxel[2] - reach[2]] as const;
  const size = [2 * reach[0] + 1, 2 * reach[1] + 1, 2 * reach[2] + 1] as const;
  const probabilities = Float32Array.from({ length: size[0] * size[1] * size[2] }, (_, v) => {
    const at = [v % size[0], Math.floor(v / size[0]) % size[1], Math.floor(v / (size[0] * size[1]))] as const;
    return probability(voxelToWorld(prepared.affine, [at[0] + from[0], at[1] + from[1], at[2] + from[2]]));
  });
  const to = [from[0] + size[0], from[1] + size[1], from[2] + size[2]] as const;
  return { voxel, around: { box: { from, to }, probabilities } };
}

const ball =
  (centre: WorldPoint, radiusMm: number, inside = 0.9) =>
  ([x, y, z]: WorldPoint): number =>
    Math.hypot(x - centre[0], y - centre[1], z - centre[2]) <= radiusMm ? inside : 0.01;

function mappingTo(affine: Affine, shape: Shape): NativeMapping {
  return { native: { affine, shape }, prepared };
}

const fine = mappingTo(affineFromSpacing([0.4, 0.4, 0.8], [-12, -12, -12]), [60, 60, 30]);

describe("nativeVoxels", () => {
  it("gives a ball its volume on the scan's own grid", async () => {
    const voxels = await nativeVoxels(candidateAt([0, 0, 0], ball([0, 0, 0], 3)), fine, 0.5);
    expect((voxels.length * 0.4 * 0.4 * 0.8) / ((4 / 3) * Math.PI * 27)).toBeCloseTo(1, 1);
    expect([...voxels]).toEqual([...voxels].sort((a, b) => a - b));
  });

  it("keeps to what hangs together with the candidate, by corners too", async () => {
    const both = ([x, y, z]: WorldPoint): number =>
      Math.max(ball([0, 0, 0], 1)([x, y, z]), ball([4, 0, 0], 1)([x, y, z]));
    const one = await nativeVoxels(candidateAt([0, 0, 0], ball([0, 0, 0], 1)), fine, 0.5);
    expect(await nativeVoxels(candidateAt([0, 0, 0], both), fine, 0.5)).toEqual(one);
  });

  it("goes no further than 5 mm", async () => {
    const voxels = await nativeVoxels(
      candidateAt([0, 0, 0], () => 0.9),
      fine,
      0.5,
    );
    expect((voxels.length * 0.4 * 0.4 * 0.8) / ((4 / 3) * Math.PI * 125)).toBeCloseTo(1, 1);
  });

  it("lowers the threshold to half of the best where nothing reaches it", async () => {
    const faint = candidateAt([0, 0, 0], ball([0, 0, 0], 2, 0.2));
    const strong = candidateAt([0, 0, 0], ball([0, 0, 0], 2, 0.9));
    const voxels = await nativeVoxels(faint, fine, 0.5);
    expect(voxels.length).toBeGreaterThan(10);
    expect(voxels.length).toBeLessThan(2 * (await nativeVoxels(strong, fine, 0.5)).length);
  });

  it("has a voxel in slices far thicker than the lesion", async () => {
    const thick = mappingTo(affineFromSpacing([0.5, 0.5, 7], [-15, -15, -14]), [60, 60, 5]);
    const voxels = await nativeVoxels(candidateAt([1, 2, 3], ball([1, 2, 3], 1)), thick, 0.5);
    expect(voxels.length).toBeGreaterThan(0);
  });

  it("has none outside of the scan's grid", async () => {
    const elsewhere = mappingTo(affineFromSpacing([1, 1, 1], [5, 5, 5]), [10, 10, 10]);
    expect(await nativeVoxels(candidateAt([0, 0, 0], ball([0, 0, 0], 2)), elsewhere, 0.5)).toHaveLength(0);
  });

  describe("properties", () => {
    it("lies about the candidate on any grid, and holds its voxel", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryAffine(), async (turned) => {
          // The grid as drawn, moved so that its voxel (20, 20, 20) is at the candidate.
          const [x, y, z] = voxelToWorld(turned, [20, 20, 20]);
          const moved = turned.map(
            (n, at) => n - (at === 3 ? x : at === 7 ? y : at === 11 ? z : 0),
          ) as unknown as Affine;
          const mapping = mappingTo(moved, [41, 41, 41]);
          const voxels = await nativeVoxels(candidateAt([0, 0, 0], ball([0, 0, 0], 2.5)), mapping, 0.5);
          expect(voxels.length).toBeGreaterThan(0);
          for (const v of voxels) {
            const world = voxelToWorld(moved, [v % 41, Math.floor(v / 41) % 41, Math.floor(v / 1681)]);
            // The ball and a voxel of the prepared grid; a voxel of the scan always.
            if (voxels.length > 1) expect(Math.hypot(...world)).toBeLessThan(5.1);
          }
        }),
        { numRuns: 40 },
      );
    });
  });
});
