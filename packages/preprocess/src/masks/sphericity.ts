import type { Mask } from "@cmb/core";
import { erodeByCross } from "./cross.js";

/**
 * How close to a ball an object is, from voxel counts: `π^(1/3) · (6V)^(2/3) / A`, where V is its number of voxels and A
 * that of its surface voxels, those with a face neighbour that is background or beyond the grid.
 *
 * Counts instead of volumes and areas: the value depends on the resolution and goes above 1 for small objects (a single
 * voxel has 4.84). Compare it only between masks of one grid.
 *
 * @param mask - 0 background, anything else foreground
 * @returns the sphericity; NaN for an empty mask
 * @see docs/concepts/upstream-pipeline.md; the published logs round it to three digits
 * @since 0.1.0
 */
export function sphericity(mask: Mask): number {
  const volume = mask.data.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const inner = erodeByCross(mask).data.reduce((sum, value) => sum + value, 0);
  return (Math.cbrt(Math.PI) * (6 * volume) ** (2 / 3)) / (volume - inner);
}
