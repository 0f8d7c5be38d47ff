import type { Volume, VoxelArray } from "@cmb/core";
import type { Grid } from "./grid.js";
import { planSteps } from "./plan-steps.js";
import { assertResamplingOptions, type PlanResamplingOptions } from "./resampling-options.js";
import type { ResamplingPlan } from "./resampling-plan.js";

/**
 * Prepares {@link resampleSlabInto}: finds where the grids' voxels lie on one another, smooths where `antialias` is
 * asked for, and turns the image into spline coefficients along cubic axes. {@link resample} does all of it at once.
 *
 * The plan may share memory with `volume`: change neither before the last slab is made.
 *
 * @param volume - any voxel type; computed in float32
 * @param grid - what to resample onto
 * @param options - see {@link PlanResamplingOptions}
 * @returns the plan
 * @throws CmbError as {@link resample}; `INVALID_ARGUMENT` when the box is empty or reaches out of the grid
 * @since 0.1.0
 */
export function planResampling(
  volume: Volume<VoxelArray>,
  grid: Grid,
  options: PlanResamplingOptions = {},
): ResamplingPlan {
  assertResamplingOptions("planResampling", options, ["nearest", "linear", "cubic"]);
  const steps = planSteps(volume, grid, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
