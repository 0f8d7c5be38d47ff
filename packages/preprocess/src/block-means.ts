import type { Volume, VoxelArray } from "@cmb/core";
import { blockIndex, type CoarseGrid } from "./coarse-grid.js";

/** The mean of the finite voxels of each block; 0 for a block without one. */
export function blockMeans({ data, shape }: Volume<VoxelArray>, grid: CoarseGrid): Volume {
  const [ni, nj, nk] = shape;
  const blocks = grid.shape[0] * grid.shape[1] * grid.shape[2];
  const sum = new Float64Array(blocks);
  const count = new Uint32Array(blocks);
  const blockOfI = blockIndex(ni, grid.block[0]);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const start = ni * (j + nj * k);
      const row = grid.shape[0] * (Math.floor(j / grid.block[1]) + grid.shape[1] * Math.floor(k / grid.block[2]));
      for (let i = 0; i < ni; i++) {
        const value = data[start + i] as number;
        if (!Number.isFinite(value)) continue;
        const b = row + (blockOfI[i] as number);
        sum[b] = (sum[b] as number) + value;
        count[b] = (count[b] as number) + 1;
      }
    }
  }
  const means = Float32Array.from(sum, (total, b) => total / Math.max(1, count[b] as number));
  return { data: means, shape: grid.shape, affine: grid.affine };
}
