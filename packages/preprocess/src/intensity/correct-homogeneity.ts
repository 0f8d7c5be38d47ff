import type { Volume, VoxelArray } from "@cmb/core";
import { correctHomogeneityInto } from "./correct-homogeneity-into.js";
import type { HomogeneityOptions } from "./sensitivity-field.js";

/**
 * Takes the shading of receive coils out of an image: the image divided by its {@link sensitivityField}, as
 * `makehomogeneous` of MriResearchTools.jl does for floats. Tissue is then near 1 everywhere.
 *
 * It levels whatever is smooth over about 7 mm, slow differences between tissues too. NaN and infinities stay what they
 * are.
 *
 * @param volume - magnitude image, any voxel type
 * @param options - see {@link HomogeneityOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `EMPTY_VOLUME` when nothing counts as signal, `SHAPE_MISMATCH` when the mask has another grid,
 * `OUT_OF_RANGE` when sigma is not positive; the signal's reason when aborted
 * @since 0.1.0
 */
export async function correctHomogeneity(
  volume: Volume<VoxelArray>,
  options: HomogeneityOptions = {},
): Promise<Volume> {
  const data = new Float32Array(volume.data.length);
  await correctHomogeneityInto(volume, options, data);
  return { data, shape: volume.shape, affine: volume.affine };
}
