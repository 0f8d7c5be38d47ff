import { voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";

/** The middle of a grid, in the world. */
export function gridCentre({ shape, affine }: Grid): WorldPoint {
  return voxelToWorld(affine, [(shape[0] - 1) / 2, (shape[1] - 1) / 2, (shape[2] - 1) / 2]);
}
