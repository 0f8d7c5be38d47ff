import { readFileSync } from "node:fs";
import { affineFromSpacing, type VoxelIndex } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { growthLimits } from "./growth-limits.js";
import { sphereVoxels } from "./sphere-voxels.js";

type SphereRow = readonly [string, number, VoxelIndex, number, boolean, number];
interface Published {
  readonly spheres: { readonly columns: readonly string[]; readonly rows: readonly SphereRow[] };
  readonly regionGrowingLimits: { readonly rows: readonly (readonly [string, VoxelIndex, number, number])[] };
}

/** Numbers from the published logs; see `source` in the file. Whole counts, so without tolerance. */
const published: Published = JSON.parse(
  readFileSync(new URL("../../../../fixtures/upstream/sphere_masks.json", import.meta.url), "utf8"),
);

describe("sphereVoxels beside the published logs", () => {
  it("gives the voxel counts of all spheres, before and after the dilation", () => {
    const [, ...columns] = published.spheres.columns;
    expect(columns).toEqual(["radiusMm", "voxelMm", "nVoxelsBeforeDilation", "dilatedOnce6conn", "finalVoxels"]);
    expect(published.spheres.rows.length).toBe(525);
    const wrong = published.spheres.rows.filter(([dataset, radiusMm, voxelMm, before, dilated, after]) => {
      // The logs show that none of RODEJA was dilated, also where one voxel was drawn.
      const dilateUpToVoxels = dataset === "RODEJA" ? 0 : 4;
      const grid = { shape: [64, 64, 64] as const, affine: affineFromSpacing(voxelMm) };
      const ball = sphereVoxels(grid, [31, 32, 30], { radiusMm, dilateUpToVoxels });
      return ball.undilatedVoxels !== before || ball.dilated !== dilated || ball.voxels.length !== after;
    });
    expect(wrong).toEqual([]);
  });
});

describe("growthLimits beside the published logs", () => {
  it("gives the limits of all scans", () => {
    expect(published.regionGrowingLimits.rows.length).toBe(391);
    const wrong = published.regionGrowingLimits.rows.filter(([, voxelMm, distance, size]) => {
      const limits = growthLimits(voxelMm);
      return limits.maximumDistanceVoxels !== distance || limits.maximumVoxels !== size;
    });
    expect(wrong).toEqual([]);
  });
});
