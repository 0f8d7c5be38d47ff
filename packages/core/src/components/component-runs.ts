import type { Affine, Volume, VoxelArray } from "../volume.js";
import type { Connectivity } from "./connected-components.js";
import { findRuns } from "./find-runs.js";
import { flattenRuns, type VoxelRuns } from "./foreground-runs.js";
import { labelRuns } from "./label-runs.js";

/** Objects of a mask as labelled runs. @since 0.1.0 */
export interface ComponentRuns extends VoxelRuns {
  /** Label of each run, 1…count. */
  readonly label: Uint32Array;
  readonly count: number;
  readonly affine: Affine;
}

/**
 * The connected objects of a mask as runs along i: the labels of {@link connectedComponents} without a grid for them.
 *
 * @param mask - any voxel type; a voxel counts when it is not 0 (NaN counts)
 * @param options - `connectivity`: 6, 18 or 26; no default, because published results differ by it
 * @returns labelled runs in memory order
 * @throws CmbError `INVALID_ARGUMENT` when the connectivity is none of the three
 * @since 0.1.0
 */
export function componentRuns(
  mask: Volume<VoxelArray>,
  options: { readonly connectivity: Connectivity },
): ComponentRuns {
  const runs = findRuns(mask.data, mask.shape);
  const { label, count } = labelRuns(runs, mask.shape, options.connectivity);
  return { ...flattenRuns(runs, mask.shape), label: Uint32Array.from(label), count, affine: mask.affine };
}
