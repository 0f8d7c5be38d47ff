import { CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { resample } from "../resample/resample.js";
import { zeroOrOne } from "../zero-or-one.js";
import type { RegionModel } from "./region-model.js";

/**
 * A region model that answers with a brain mask that there is already, such as SynthStrip's.
 *
 * Where a recipe asks on another grid than the mask's, the mask is looked up there by the nearest voxel.
 *
 * @param mask - 0 background, anything else brain; on the grid of the scan
 * @param options - `id`: what provenance calls it
 * @returns a model whose labels are the mask
 * @throws CmbError `EMPTY_VOLUME` when the mask holds no voxel of brain
 * @since 0.1.0
 */
export function regionModelFromMask(mask: Volume<VoxelArray>, { id }: { readonly id: string }): RegionModel {
  if (mask.data.every((value) => value === 0)) {
    const message = `regionModelFromMask: none of the ${mask.shape.join("×")} voxels of the mask is brain; give a mask that is not empty`;
    throw new CmbError("EMPTY_VOLUME", message, { shape: mask.shape });
  }
  return {
    id,
    segment: async (volume, { signal, onProgress }) => {
      const here = sameGrid(mask, volume)
        ? mask
        : await resample(mask, volume, { interpolation: "nearest", signal, onProgress });
      const brain: Mask = { data: zeroOrOne(here.data), shape: volume.shape, affine: volume.affine };
      return { labels: brain, brain };
    },
  };
}

function sameGrid(a: Volume<VoxelArray>, b: Volume<VoxelArray>): boolean {
  return a.shape.every((n, axis) => n === b.shape[axis]) && a.affine.every((value, n) => value === b.affine[n]);
}
