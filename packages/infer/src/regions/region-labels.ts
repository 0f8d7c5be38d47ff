import type { LongTaskOptions } from "@cmb/core";
import { type Grid, resampleLabels } from "@cmb/preprocess";
import type { RegionLabels } from "../report.js";
import type { Anatomy } from "./anatomy.js";

/**
 * The regions on another grid, each voxel with the label of the nearest coarse voxel; one byte for each.
 *
 * @returns `null` where no region network has run
 */
export async function regionLabels(
  { labels, classes }: Anatomy,
  grid: Grid,
  options: LongTaskOptions,
): Promise<RegionLabels | null> {
  if (labels === undefined) return null;
  return { ...(await resampleLabels(labels, grid, options)), names: classes };
}
