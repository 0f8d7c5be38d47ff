import { type LongTaskOptions, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { assertFits, newVoxels } from "../geometry/new-voxels.js";
import type { Grid } from "./grid.js";
import { isSliceBySlice, planSteps } from "./plan-steps.js";
import { resampleSlabInto } from "./resample-slab-into.js";
import { assertResamplingOptions, perAxis, type ResamplingOptions } from "./resampling-options.js";

/** Voxels to a slab: some milliseconds of work. Slabs of separable work repeat a few slices, so they are thicker. */
const SLAB_VOXELS = { separable: 1_048_576, points: 65_536 } as const;

/** Slices of the result that are planned at a time: prepared slices of a whole image are its memory again. */
const PLANNED_SLICES = 32;

/** How {@link resample} resamples. @since 0.1.0 */
export interface ResampleOptions extends ResamplingOptions, LongTaskOptions {}

/**
 * An image on another grid: its values at the world positions of the grid's voxels. For labels use `resampleLabels`.
 *
 * - `nearest`: the nearest voxel; halfway between two, the one with the greater index.
 * - `linear`: between the eight voxels around the position.
 * - `cubic`: the cubic B-spline through all voxels, mirrored about the centres of the outermost ones; as
 *   `scipy.ndimage` with `order=3` and `mode="mirror"`, and ITK's `BSplineInterpolateImageFunction`. It overshoots at
 *   edges of the image's content; nothing is clipped.
 *
 * Between the outermost centres and the end of the extent, half a voxel, each is constant. Positions within 1e-6 voxels
 * of a centre are at it, so that a grid resampled onto itself keeps its values. Where the axes of the grids are
 * parallel, in any order and direction, the work is done axis by axis and is several times faster.
 *
 * With `antialias`, axes that get coarser are first smoothed by a Gaussian of
 * `σ = spacing · √(k² − 1) / (2 √(2 ln 2))`, k being the ratio of the spacings (Cardoso et al. 2015,
 * doi:10.1007/978-3-319-24571-3_81); without, voxels in between are not looked at. NaN and infinities spread to every
 * value that they touch, with `cubic` and `antialias` along whole lines: replace them first.
 *
 * @param volume - any voxel type; computed in float32
 * @param grid - the wanted shape and affine; a volume is one
 * @param options - see {@link ResampleOptions}
 * @returns a new float32 volume on the grid
 * @throws CmbError `INVALID_ARGUMENT` when an option is none of its values, or interpolation differs by axis and the
 * grids' axes are not parallel; `SINGULAR_AFFINE` when the volume's affine cannot be inverted; `OUT_OF_RANGE` when an
 * affine holds NaN or an infinity; `TOO_LARGE` when the grid takes more than 4 GiB; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function resample(volume: Volume<VoxelArray>, grid: Grid, options: ResampleOptions = {}): Promise<Volume> {
  assertResamplingOptions("resample", options, ["nearest", "linear", "cubic"]);
  const stage = "resampling";
  assertFits("resample", grid.shape, Float32Array.BYTES_PER_ELEMENT);
  const [ni, nj, nk] = grid.shape;
  const kinds = perAxis(options.interpolation ?? "linear");
  // Preparation takes about as long as the rest, where there is any.
  const before = options.antialias || kinds.includes("cubic") ? 1 : 0;
  const total = nk + before * nk;
  const task = startLongTask(total, options);
  const planned = isSliceBySlice(volume, grid, options) ? PLANNED_SLICES : nk;
  const data = newVoxels("resample", new Float32Array(), grid.shape);
  for (let from = 0; from < nk; from += planned) {
    const to = Math.min(nk, from + planned);
    const steps = planSteps(volume, grid, { ...options, box: { from: [0, 0, from], to: [ni, nj, to] } });
    let step = steps.next();
    while (!step.done) {
      await task.advance(stage, from + before * (from + step.value * (to - from)));
      step = steps.next();
    }
    const slabVoxels = "taps" in step.value.kernel ? SLAB_VOXELS.separable : SLAB_VOXELS.points;
    const thickness = Math.max(1, Math.floor(slabVoxels / (ni * nj)));
    for (let k = from; k < to; k += thickness) {
      await task.advance(stage, before * to + k);
      const end = Math.min(to, k + thickness);
      resampleSlabInto(step.value, { from: k - from, to: end - from }, data.subarray(ni * nj * k, ni * nj * end));
    }
  }
  await task.advance(stage, total);
  return { data, shape: grid.shape, affine: grid.affine };
}
