import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "./affine-from-spacing.js";
import { orientation } from "./orientation.js";
import { spacing } from "./spacing.js";
import { voxelToWorld } from "./voxel-to-world.js";

describe("affineFromSpacing", () => {
  const affine = affineFromSpacing([0.5, 0.75, 3], [-90, -126, -72]);

  it("has the given spacing and the orientation RAS", () => {
    expect(spacing(affine)).toEqual([0.5, 0.75, 3]);
    expect(orientation(affine)).toBe("RAS");
  });

  it("puts voxel (0, 0, 0) at the origin, the world's unless given", () => {
    expect(voxelToWorld(affine, [0, 0, 0])).toEqual([-90, -126, -72]);
    expect(voxelToWorld(affineFromSpacing([1, 1, 1]), [0, 0, 0])).toEqual([0, 0, 0]);
  });
});
