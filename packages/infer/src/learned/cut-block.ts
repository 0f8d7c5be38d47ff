import type { Shape, Volume, VoxelIndex } from "@cmb/core";

/** Beyond the grid there is no signal, which the recipe turns into this. */
const BEYOND = -1;

/**
 * Copies a block of a volume, −1 where it reaches beyond.
 *
 * @param volume - of any size
 * @param first - the block's first voxel; may be negative
 * @param shape - of the block
 * @param out - receives the block; of its size
 */
export function cutBlockInto(volume: Volume, first: VoxelIndex, shape: Shape, out: Float32Array): void {
  const { data } = volume;
  const [ni, nj, nk] = volume.shape;
  const [bi, bj, bk] = shape;
  const fromI = Math.max(0, first[0]);
  const toI = Math.min(ni, first[0] + bi);
  out.fill(BEYOND);
  if (fromI >= toI) return;
  for (let k = Math.max(0, -first[2]); k < bk && first[2] + k < nk; k++) {
    for (let j = Math.max(0, -first[1]); j < bj && first[1] + j < nj; j++) {
      const row = ni * (first[1] + j + nj * (first[2] + k));
      out.set(data.subarray(row + fromI, row + toI), fromI - first[0] + bi * (j + bj * k));
    }
  }
}
