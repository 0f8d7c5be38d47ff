import { assertSamePlace, CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { type BoundingBoxOptions, boundingBox } from "./bounding-box.js";
import type { Box } from "./box.js";
import { crop } from "./crop.js";

/** What {@link cropToMask} gives. @since 0.1.0 */
export interface CroppedVolume<D extends VoxelArray> {
  readonly volume: Volume<D>;
  /** Where the part lies in the volume that was cropped: what its inverse, `pad`, needs. */
  readonly box: Box;
}

/**
 * The part of a volume around a mask: `crop` to its `boundingBox`.
 *
 * @param volume - voxels of any type
 * @param mask - on the same grid; what is not 0 is kept
 * @param options - see {@link BoundingBoxOptions}
 * @returns the part and its box
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ, `EMPTY_VOLUME` when the mask is empty, `OUT_OF_RANGE` when the
 * margin is negative or not finite
 * @since 0.1.0
 */
export function cropToMask<D extends VoxelArray>(
  volume: Volume<D>,
  mask: Volume<VoxelArray>,
  options: BoundingBoxOptions = {},
): CroppedVolume<D> {
  assertSamePlace("cropToMask", volume, mask);
  const box = boundingBox(mask, options);
  if (box !== undefined) return { volume: crop(volume, box), box };
  const message = `cropToMask: the mask of ${mask.shape.join("×")} voxels is empty; look at how it was made`;
  throw new CmbError("EMPTY_VOLUME", message, { shape: mask.shape });
}
