import { spacing, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { gridCentre, regionGrid } from "./region-grid.js";

describe("regionGrid", () => {
  it("lies about a point, along the axes of the world", () => {
    const grid = regionGrid([10, -20, 30], { shape: [96, 112, 96], spacingMm: 2 });
    expect(grid.shape).toEqual([96, 112, 96]);
    expect(spacing(grid.affine)).toEqual([2, 2, 2]);
    expect(voxelToWorld(grid.affine, [0, 0, 0])).toEqual([10 - 95, -20 - 111, 30 - 95]);
    expect(gridCentre(grid)).toEqual([10, -20, 30]);
  });
});
