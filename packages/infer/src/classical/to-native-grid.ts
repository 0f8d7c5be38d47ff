import type { RegionStatistics, Shape, VoxelIndex } from "@cmb/core";
import type { Box } from "./crop.js";

/** From which grid to which. */
export interface GridChange {
  /** Shape of the block that `voxels` count in. */
  readonly block: Shape;
  /** Where the block lies. */
  readonly box: Box;
  /** Shape of the whole grid. */
  readonly shape: Shape;
}

/** A region of a block as a region of the whole grid. World positions stay. */
export function toNativeGrid(
  { voxels, region }: { readonly voxels: readonly number[]; readonly region: RegionStatistics },
  { block, box, shape }: GridChange,
): { readonly voxels: Int32Array; readonly region: RegionStatistics } {
  const [fi, fj, fk] = box.first;
  const native = Int32Array.from(voxels, (v) => {
    const i = v % block[0];
    const j = Math.floor(v / block[0]) % block[1];
    const k = Math.floor(v / (block[0] * block[1]));
    return i + fi + shape[0] * (j + fj + shape[1] * (k + fk));
  });
  const moved = ([i, j, k]: VoxelIndex): VoxelIndex => [i + fi, j + fj, k + fk];
  const { first, last } = region.boundingBox;
  return {
    voxels: native,
    region: {
      ...region,
      centroidVoxel: moved(region.centroidVoxel),
      boundingBox: { first: moved(first), last: moved(last) },
    },
  };
}
