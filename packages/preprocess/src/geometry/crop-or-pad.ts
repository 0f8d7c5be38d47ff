import { CmbError, type Shape, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import { crop } from "./crop.js";
import { pad } from "./pad.js";

/** How {@link cropOrPad} pads. @since 0.1.0 */
export interface CropOrPadOptions {
  /** What added voxels hold; 0 unless given. */
  readonly value?: number | undefined;
}

/**
 * A volume cut or padded to a shape about its centre. Voxels that stay keep their values and world positions.
 *
 * Along each axis `⌊|n_target − n| / 2⌋` voxels are added or taken before the first one, and the rest after the last
 * one. So the same call with the old shape is the inverse of padding, and of cropping except for what was cut off.
 *
 * @param volume - voxels of any type
 * @param shape - the wanted voxels along i, j and k
 * @param options - see {@link CropOrPadOptions}
 * @returns a new volume of the same type; it shares no memory with `volume`
 * @throws CmbError `INVALID_ARGUMENT` when the shape is not three whole numbers of at least 1, `TOO_LARGE` when the
 * result takes more than 4 GiB
 * @since 0.1.0
 */
export function cropOrPad<D extends VoxelArray>(
  volume: Volume<D>,
  shape: Shape,
  options: CropOrPadOptions = {},
): Volume<D> {
  if (shape.length !== 3 || !shape.every((n) => Number.isSafeInteger(n) && n >= 1)) {
    const message = `cropOrPad: the shape is [${shape}]; give three whole numbers of at least 1`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "shape", value: shape });
  }
  const excess = (axis: 0 | 1 | 2): number => volume.shape[axis] - shape[axis];
  const cutBefore = eachAxis((axis) => Math.floor(Math.max(0, excess(axis)) / 2));
  const cutTo = eachAxis((axis) => cutBefore[axis] + Math.min(volume.shape[axis], shape[axis]));
  const before = eachAxis((axis) => Math.floor(Math.max(0, -excess(axis)) / 2));
  const after = eachAxis((axis) => Math.max(0, -excess(axis)) - before[axis]);
  return pad(crop(volume, { from: cutBefore, to: cutTo }), { before, after, value: options.value });
}

function eachAxis(along: (axis: 0 | 1 | 2) => number): VoxelIndex {
  return [along(0), along(1), along(2)];
}
