import { CmbError, type Shape, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import { newVoxels } from "./new-voxels.js";
import { shiftAffine } from "./shift-affine.js";

/** How {@link pad} pads. @since 0.1.0 */
export interface PadOptions {
  /** Voxels added before the first one along i, j and k; none unless given. */
  readonly before?: VoxelIndex | undefined;
  /** Voxels added after the last one along i, j and k; none unless given. */
  readonly after?: VoxelIndex | undefined;
  /** What the added voxels hold; 0 unless given. */
  readonly value?: number | undefined;
}

/**
 * A volume with voxels of one value around it. Every old voxel keeps its value and its world position.
 *
 * Inverse: `crop(padded, { from: before, to: before + shape })`, shape being that of the volume.
 *
 * @param volume - voxels of any type
 * @param options - see {@link PadOptions}
 * @returns a new volume of the same type; it shares no memory with `volume`
 * @throws CmbError `OUT_OF_RANGE` when a number of voxels is negative or not whole, `TOO_LARGE` when the result takes more
 * than 4 GiB
 * @since 0.1.0
 */
export function pad<D extends VoxelArray>(volume: Volume<D>, options: PadOptions): Volume<D> {
  const { before = [0, 0, 0], after = [0, 0, 0], value = 0 } = options;
  for (const voxels of [...before, ...after]) {
    if (Number.isInteger(voxels) && voxels >= 0) continue;
    const message = `pad: ${voxels} voxels; give whole numbers of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "before, after", value: voxels, minimum: 0 });
  }
  const [ni, nj, nk] = volume.shape;
  const shape: Shape = [before[0] + ni + after[0], before[1] + nj + after[1], before[2] + nk + after[2]];
  const data = newVoxels("pad", volume.data, shape);
  if (value !== 0) data.fill(value);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const start = ni * (j + nj * k);
      const at = before[0] + shape[0] * (before[1] + j + shape[1] * (before[2] + k));
      data.set(volume.data.subarray(start, start + ni), at);
    }
  }
  const first: VoxelIndex = [0 - before[0], 0 - before[1], 0 - before[2]];
  return { data, shape, affine: shiftAffine(volume.affine, first) };
}
