import type { Mask } from "@cmb/core";
import { type Neighbourhood, neighbourIndex } from "./neighbourhood.js";

/** How far a voxel is from the nearest voxel outside of the mask, in mm, at most the reach of `near`. */
export function edgeDistance(
  mask: Mask,
  near: Neighbourhood,
  at: { readonly i: number; readonly j: number; readonly k: number },
): number {
  const centre = { shape: mask.shape, ...at };
  for (let n = 0; n < near.distanceMm.length; n++) {
    const v = neighbourIndex(near, n, centre);
    // What lies outside of the grid is unknown: a cut-off brain has no edge there.
    if (v !== -1 && mask.data[v] === 0) return near.distanceMm[n] as number;
  }
  return near.distanceMm[near.distanceMm.length - 1] as number;
}
