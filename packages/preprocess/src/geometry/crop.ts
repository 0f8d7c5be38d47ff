import type { Volume, VoxelArray } from "@cmb/core";
import { assertBoxWithin, type Box, boxShape } from "./box.js";
import { newVoxels } from "./new-voxels.js";
import { shiftAffine } from "./shift-affine.js";

/**
 * The part of a volume within a box. Every voxel keeps its value and its world position.
 *
 * Inverse: `pad(cropped, { before: box.from, after: shape − box.to })`, with what lay outside lost.
 *
 * @param volume - voxels of any type
 * @param box - at least one voxel, within the volume
 * @returns a new volume of the same type; it shares no memory with `volume`
 * @throws CmbError `INVALID_ARGUMENT` when the box is empty or reaches out of the volume
 * @since 0.1.0
 */
export function crop<D extends VoxelArray>(volume: Volume<D>, box: Box): Volume<D> {
  assertBoxWithin("crop", box, volume.shape);
  const shape = boxShape(box);
  const [ni, nj] = volume.shape;
  const [mi, mj, mk] = shape;
  const out = newVoxels("crop", volume.data, shape);
  for (let k = 0; k < mk; k++) {
    for (let j = 0; j < mj; j++) {
      const start = box.from[0] + ni * (box.from[1] + j + nj * (box.from[2] + k));
      out.set(volume.data.subarray(start, start + mi), mi * (j + mj * k));
    }
  }
  return { data: out, shape, affine: shiftAffine(volume.affine, box.from) };
}
