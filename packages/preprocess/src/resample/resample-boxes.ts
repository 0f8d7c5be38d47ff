import { type LongTaskOptions, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { type Box, boxShape } from "../geometry/box.js";
import { assertFits, newVoxels } from "../geometry/new-voxels.js";
import type { Grid } from "./grid.js";
import { planResampling } from "./plan-resampling.js";
import { resampleSlabInto } from "./resample-slab-into.js";
import { assertResamplingOptions, type ResamplingOptions } from "./resampling-options.js";

/** How {@link resampleBoxes} resamples. @since 0.1.0 */
export interface ResampleBoxesOptions extends Pick<ResamplingOptions, "outside" | "inside">, LongTaskOptions {
  /** `"linear"` unless given. A spline depends on the whole image, so `"cubic"` is no choice here. */
  readonly interpolation?: "nearest" | "linear" | undefined;
}

/**
 * An image on parts of another grid: what `resample` gives, cut to each box, with the same bits. Time and memory grow
 * with the boxes and not with the grid: a probability map goes back to the native grid only where something was found.
 *
 * @param volume - any voxel type, in any orientation; computed in float32
 * @param grid - the grid that the boxes are in; a volume is one
 * @param boxes - in voxels of the grid; they may overlap
 * @param options - see {@link ResampleBoxesOptions}
 * @returns one float32 volume for each box, with the affine of its place
 * @throws CmbError `INVALID_ARGUMENT` when a box is empty or reaches out of the grid, or an option is none of its
 * values; `SINGULAR_AFFINE` when the volume's affine cannot be inverted; `TOO_LARGE` when a box takes more than 4 GiB;
 * the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function resampleBoxes(
  volume: Volume<VoxelArray>,
  grid: Grid,
  boxes: readonly Box[],
  options: ResampleBoxesOptions = {},
): Promise<readonly Volume[]> {
  assertResamplingOptions("resampleBoxes", options, ["nearest", "linear"]);
  const { interpolation, outside, inside } = options;
  const task = startLongTask(boxes.length, options);
  const parts: Volume[] = [];
  for (const box of boxes) {
    await task.advance("resampling boxes", parts.length);
    assertFits("resampleBoxes", boxShape(box), Float32Array.BYTES_PER_ELEMENT);
    const { kernel, ...place } = planResampling(volume, grid, { interpolation, outside, inside, box });
    const data = newVoxels("resampleBoxes", new Float32Array(), place.shape);
    resampleSlabInto({ kernel, ...place }, { from: 0, to: place.shape[2] }, data);
    parts.push({ data, ...place });
  }
  await task.advance("resampling boxes", boxes.length);
  return parts;
}
