import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAffine } from "../testing.js";
import type { VoxelIndex } from "../volume.js";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { nearestVoxel } from "./nearest-voxel.js";
import { voxelToWorld } from "./voxel-to-world.js";
import { worldToVoxel } from "./world-to-voxel.js";

describe("nearestVoxel", () => {
  it("rounds to the nearest index, halves up", () => {
    const affine = affineFromSpacing([2, 2, 2]);
    expect(nearestVoxel(affine, [0.9, 1, 2.9])).toEqual([0, 1, 1]);
    expect(nearestVoxel(affine, [-0.9, -1, -1.1])).toEqual([0, 0, -1]);
  });

  it("gives 0 and never -0", () => {
    expect(Object.is(nearestVoxel(affineFromSpacing([1, 1, 1]), [-0.2, 0, 0])[0], 0)).toBe(true);
  });

  it("finds the voxels that flooring misses", () => {
    const affine = obliqueAffine();
    const voxels = Array.from(
      { length: 1000 },
      (_, n): VoxelIndex => [n % 10, Math.floor(n / 10) % 10, Math.floor(n / 100)],
    );
    const floored = voxels.filter((voxel) =>
      worldToVoxel(affine, voxelToWorld(affine, voxel)).some((value, n) => Math.floor(value) !== voxel[n]),
    );
    expect(floored.length).toBeGreaterThan(100);
    for (const voxel of voxels) expect(nearestVoxel(affine, voxelToWorld(affine, voxel))).toEqual(voxel);
  });

  describe("properties", () => {
    const index = fc.integer({ min: -10, max: 2000 });

    it("gives a voxel back from its centre", () => {
      fc.assert(
        fc.property(arbitraryAffine(), fc.tuple(index, index, index), (affine, voxel) => {
          expect(nearestVoxel(affine, voxelToWorld(affine, voxel))).toEqual(voxel);
        }),
      );
    });
  });
});

/** 0.47 × 0.47 × 1.2 mm, turned by 20° about x, origin as a scanner writes it. */
function obliqueAffine(): Parameters<typeof voxelToWorld>[0] {
  const [cos, sin] = [Math.cos(Math.PI / 9), Math.sin(Math.PI / 9)];
  return [-0.47, 0, 0, 93.1, 0, 0.47 * cos, -1.2 * sin, -101.7, 0, 0.47 * sin, 1.2 * cos, -44.3, 0, 0, 0, 1];
}
