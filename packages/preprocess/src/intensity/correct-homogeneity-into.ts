import { CmbError, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { sliceInterpolator } from "../coarse-grid.js";
import { estimateSensitivity, sensitivityWork } from "./sensitivity.js";
import type { HomogeneityOptions } from "./sensitivity-field.js";

/**
 * {@link correctHomogeneity} into an array that is there already, the image's own too: beside it only a fraction of the
 * image's size is held.
 *
 * @param volume - magnitude image, any voxel type
 * @param options - see {@link HomogeneityOptions}
 * @param out - of the image's length; written only once the field is known, so that it may be `volume.data`
 * @throws CmbError `SHAPE_MISMATCH` when `out` has another length, and as {@link correctHomogeneity}
 * @since 0.1.0
 */
export async function correctHomogeneityInto(
  volume: Volume<VoxelArray>,
  { sigmaMm = 7, mask, signal, onProgress }: HomogeneityOptions,
  out: Float32Array | Float64Array,
): Promise<void> {
  if (out.length !== volume.data.length) {
    const message = `correctHomogeneityInto: the image has ${volume.data.length} voxels and out ${out.length}; give an array of the same length`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [volume.data.length], actual: [out.length] });
  }
  const work = sensitivityWork(volume);
  const [ni, nj, nk] = volume.shape;
  const task = startLongTask(work + nk, { signal, onProgress });
  const { values, grid } = await estimateSensitivity(volume, { operation: "correctHomogeneity", sigmaMm, mask }, task);
  const fieldInto = sliceInterpolator(values, grid);
  const field = new Float32Array(ni * nj);
  for (let k = 0; k < nk; k++) {
    fieldInto(k, field);
    for (let x = 0; x < field.length; x++) {
      const v = field.length * k + x;
      out[v] = (volume.data[v] as number) / (field[x] as number);
    }
    await task.advance("homogeneity", work + k + 1);
  }
}
