import type { Shape, Volume, VoxelArray } from "../volume.js";
import { findRuns, type Runs } from "./find-runs.js";

/** Voxels as runs along i, in memory order; no run goes on into the next row. @since 0.1.0 */
export interface VoxelRuns {
  readonly shape: Shape;
  /** Linear index of each run's first voxel, ascending. */
  readonly first: Uint32Array;
  /** Linear index of the voxel after each run's last. */
  readonly end: Uint32Array;
}

/**
 * The foreground of a mask as runs: what is left to look at after one pass over a grid that is mostly empty.
 *
 * @param mask - any voxel type; a voxel counts when it is not 0 (NaN counts)
 * @returns runs that are as long as they can be within a row
 * @example
 * ```ts
 * import { affineFromSpacing, foregroundRuns } from "@cmb/core";
 * const mask = { data: Uint8Array.of(0, 1, 1, 1, 0, 1), shape: [3, 2, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
 * const { first, end } = foregroundRuns(mask);
 * [[...first], [...end]]; // => [[1, 3, 5], [3, 4, 6]]
 * ```
 * @since 0.1.0
 */
export function foregroundRuns(mask: Volume<VoxelArray>): VoxelRuns {
  return flattenRuns(findRuns(mask.data, mask.shape), mask.shape);
}

/** Runs of rows as runs of the grid. @internal */
export function flattenRuns({ bounds, rowFirst }: Runs, shape: Shape): VoxelRuns {
  const [ni, nj, nk] = shape;
  const count = rowFirst[nj * nk] as number;
  const first = new Uint32Array(count);
  const end = new Uint32Array(count);
  for (let row = 0; row < nj * nk; row++) {
    const last = rowFirst[row + 1] as number;
    for (let run = rowFirst[row] as number; run < last; run++) {
      first[run] = row * ni + (bounds[2 * run] as number);
      end[run] = row * ni + (bounds[2 * run + 1] as number);
    }
  }
  return { shape, first, end };
}
