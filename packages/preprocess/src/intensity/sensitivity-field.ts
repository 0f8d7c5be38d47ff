import { type LongTaskOptions, type Mask, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { interpolateToFine } from "../coarse-grid.js";
import { estimateSensitivity, sensitivityWork } from "./sensitivity.js";

/** How the brightness of tissue is followed through an image. @since 0.1.0 */
export interface HomogeneityOptions extends LongTaskOptions {
  /** Width of the smoothing in mm; 7 unless given. Contrast of the size of this and above goes with the field. */
  readonly sigmaMm?: number | undefined;
  /** Where there is tissue; voxels above the noise of the corners unless given. */
  readonly mask?: Mask | undefined;
}

/**
 * How bright tissue is around each voxel: receive coils times white matter, in the unit of the image.
 *
 * The method of CLEAR-SWI (`getsensitivity` of MriResearchTools.jl): a first Gaussian of 1.41 σ under the mask; in
 * boxes of 20 voxels or a fifteenth of an axis, with half an overlap, what lies from 0.95 to 1.1 of the median of the
 * ratio counts as tissue; a Gaussian of 0.71 σ over that tissue alone; gaps get three times the mean with a sixth of the
 * weight; a last Gaussian of 0.7 σ. The same are those steps and numbers. Different: Gaussians instead of repeated boxes,
 * by normalised convolution instead of extrapolated lines, on blocks of a quarter of σ that are interpolated linearly;
 * the mask is the threshold alone, without closing; fields above ten
 * means are kept; one pass, which is their default too.
 *
 * @param volume - magnitude image, any voxel type; NaN and infinities are left out
 * @param options - see {@link HomogeneityOptions}
 * @returns a new float32 volume on the same grid, above 0 everywhere
 * @throws CmbError `EMPTY_VOLUME` when nothing counts as signal, `SHAPE_MISMATCH` when the mask has another grid,
 * `OUT_OF_RANGE` when sigma is not positive; the signal's reason when aborted
 * @see Eckstein et al. 2021, Improved susceptibility weighted imaging at ultra-high field using bipolar multi-echo
 * acquisition and optimized image processing: CLEAR-SWI, doi:10.1016/j.neuroimage.2021.118175
 * @see Eckstein, Trattnig, Robinson 2019, A simple homogeneity correction for neuroimaging at 7T, ISMRM 2716
 * @since 0.1.0
 */
export async function sensitivityField(
  volume: Volume<VoxelArray>,
  { sigmaMm = 7, mask, signal, onProgress }: HomogeneityOptions = {},
): Promise<Volume> {
  const task = startLongTask(sensitivityWork(volume), { signal, onProgress });
  const { values, grid } = await estimateSensitivity(volume, { operation: "sensitivityField", sigmaMm, mask }, task);
  return interpolateToFine(values, grid);
}
