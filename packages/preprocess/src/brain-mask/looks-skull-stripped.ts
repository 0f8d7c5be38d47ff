import type { Mask, Volume } from "@cmb/core";
import { distanceTransform } from "../distance-transform.js";
import type { HeadIntensities } from "./head-intensities.js";

/** A masked image has one value in all of its background; even a tight box around a head has more than this. */
const LEAST_CONSTANT_FRACTION = 0.2;
/** Where the skull is dark, in mm below the surface of the head, and the width of a shell. */
const FIRST_DEPTH_MM = 6;
const LAST_DEPTH_MM = 21;
const SHELL_MM = 3;
/** The largest share of dark voxels in a shell of a stripped brain; sulci with dark fluid reach 8 %, skull 14 % and up. */
const MOST_DARK_IN_SHELL = 0.11;

/** Whether the background is constant and no dark layer lies under the outermost bright one. */
export function looksSkullStripped(coarse: Volume, head: Mask, { low, median }: HeadIntensities): boolean {
  if (constantFraction(coarse.data, low) < LEAST_CONSTANT_FRACTION) return false;
  const depth = distanceTransform(head).data;
  const shells = Math.round((LAST_DEPTH_MM - FIRST_DEPTH_MM) / SHELL_MM);
  const dark = new Float64Array(shells);
  const all = new Float64Array(shells);
  for (let v = 0; v < depth.length; v++) {
    const shell = Math.floor(((depth[v] as number) - FIRST_DEPTH_MM) / SHELL_MM);
    if (!(shell >= 0 && shell < shells)) continue;
    all[shell] = (all[shell] as number) + 1;
    if ((coarse.data[v] as number) < low + 0.35 * (median - low)) dark[shell] = (dark[shell] as number) + 1;
  }
  return dark.every((n, shell) => n <= MOST_DARK_IN_SHELL * (all[shell] as number));
}

function constantFraction(data: Float32Array, value: number): number {
  return data.reduce((n, x) => n + (x === value ? 1 : 0), 0) / data.length;
}
