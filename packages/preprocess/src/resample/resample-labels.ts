import { type LongTaskOptions, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { wholeBox } from "../geometry/box.js";
import { assertFits, newVoxels } from "../geometry/new-voxels.js";
import type { Grid } from "./grid.js";
import { type LabelInterpolation, planLabels } from "./plan-labels.js";
import { pointSlabInto } from "./point-slab.js";
import { assertResamplingOptions } from "./resampling-options.js";

/** How {@link resampleLabels} resamples. @since 0.1.0 */
export interface ResampleLabelsOptions extends LongTaskOptions {
  /** `"nearest"` unless given; `"linear"` weighs the eight voxels around a position, see {@link resampleLabels}. */
  readonly interpolation?: LabelInterpolation | undefined;
  /** The label outside of the image, or `"edge"` for that of the nearest position inside; 0 unless given. */
  readonly outside?: number | "edge" | undefined;
  /** Where outside begins, as for `resample`; `"extent"` unless given. */
  readonly inside?: "extent" | "centres" | undefined;
}

/** Voxels made before other events have their turn: some milliseconds of work. */
const SLAB_VOXELS = 131_072;

/**
 * A mask or a label image on another grid. Every voxel of the result holds a label of the image, or `outside`.
 *
 * - `nearest`: the label of the nearest voxel; halfway between two, of the one with the greater index. An object thinner
 *   than the new spacing can vanish.
 * - `linear`: the label with the greatest linear weight among the eight voxels around the position, which is the argmax
 *   of the linearly interpolated one-hot images. Where weights differ by less than 1e-6, the smallest label wins.
 *
 * @param labels - voxels of any type
 * @param grid - the wanted shape and affine; a volume is one
 * @param options - see {@link ResampleLabelsOptions}
 * @returns a new volume of the same type on the grid
 * @throws CmbError `INVALID_ARGUMENT` when an option is none of its values, or interpolation differs by axis and the
 * grids' axes are not parallel; `SINGULAR_AFFINE` when the affine of the labels cannot be inverted; `TOO_LARGE`
 * when the grid takes more than 4 GiB; the signal's reason
 * when it was stopped
 * @since 0.1.0
 */
export async function resampleLabels<D extends VoxelArray>(
  labels: Volume<D>,
  grid: Grid,
  options: ResampleLabelsOptions = {},
): Promise<Volume<D>> {
  assertResamplingOptions("resampleLabels", options, ["nearest", "linear"]);
  const { interpolation = "nearest", outside = 0, inside = "extent" } = options;
  assertFits("resampleLabels", grid.shape, labels.data.BYTES_PER_ELEMENT);
  const [ni, nj, nk] = grid.shape;
  const task = startLongTask(nk, options);
  const plan = planLabels(labels, grid, { interpolation, outside, inside, box: wholeBox(grid.shape) });
  const data = newVoxels("resampleLabels", labels.data, grid.shape);
  const thickness = Math.max(1, Math.floor(SLAB_VOXELS / (ni * nj)));
  for (let k = 0; k < nk; k += thickness) {
    await task.advance("resampling labels", k);
    const to = Math.min(nk, k + thickness);
    pointSlabInto(plan, { from: k, to }, data.subarray(ni * nj * k, ni * nj * to) as D);
  }
  await task.advance("resampling labels", nk);
  return { data, shape: grid.shape, affine: grid.affine };
}
