import { startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { type Box, boxShape } from "../geometry/box.js";
import { assertFits, newVoxels } from "../geometry/new-voxels.js";
import { shiftAffine } from "../geometry/shift-affine.js";
import type { Grid } from "./grid.js";
import { planLabels } from "./plan-labels.js";
import { pointSlabInto } from "./point-slab.js";
import type { ResampleLabelsOptions } from "./resample-labels.js";
import { assertResamplingOptions } from "./resampling-options.js";

/**
 * A mask or a label image on parts of another grid: what `resampleLabels` gives, cut to each box. Time and memory grow
 * with the boxes and not with the grid.
 *
 * @param labels - voxels of any type
 * @param grid - the grid that the boxes are in; a volume is one
 * @param boxes - in voxels of the grid; they may overlap
 * @param options - those of `resampleLabels`
 * @returns one volume of the same type for each box, with the affine of its place
 * @throws CmbError `INVALID_ARGUMENT` when a box is empty or reaches out of the grid, and as `resampleLabels`
 * @since 0.1.0
 */
export async function resampleLabelBoxes<D extends VoxelArray>(
  labels: Volume<D>,
  grid: Grid,
  boxes: readonly Box[],
  options: ResampleLabelsOptions = {},
): Promise<readonly Volume<D>[]> {
  assertResamplingOptions("resampleLabelBoxes", options, ["nearest", "linear"]);
  const { interpolation = "nearest", outside = 0, inside = "extent" } = options;
  const task = startLongTask(boxes.length, options);
  const parts: Volume<D>[] = [];
  for (const box of boxes) {
    await task.advance("resampling boxes", parts.length);
    assertFits("resampleLabelBoxes", boxShape(box), labels.data.BYTES_PER_ELEMENT);
    const plan = planLabels(labels, grid, { interpolation, outside, inside, box });
    const data = newVoxels("resampleLabelBoxes", labels.data, plan.shape);
    pointSlabInto(plan, { from: 0, to: plan.shape[2] }, data);
    parts.push({ data, shape: plan.shape, affine: shiftAffine(grid.affine, box.from) });
  }
  await task.advance("resampling boxes", boxes.length);
  return parts;
}
