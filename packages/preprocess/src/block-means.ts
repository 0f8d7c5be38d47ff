import { type Volume, type VoxelArray, voxelCount } from "@cmb/core";
import type { CoarseGrid } from "./coarse-grid.js";

/** The mean of the finite voxels of each block; 0 for a block without one. */
export function blockMeans({ data, shape }: Volume<VoxelArray>, grid: CoarseGrid): Volume {
  const [ni, nj, nk] = shape;
  const [columns, rows, slices] = grid.shape;
  const [, blockJ, blockK] = grid.block;
  const means = new Float32Array(voxelCount(grid.shape));
  const sums: RowSums = { sum: new Float64Array(columns), count: new Float64Array(columns), block: grid.block[0] };
  for (let row = 0; row < rows * slices; row++) {
    const [firstJ, firstK] = [blockJ * (row % rows), blockK * Math.floor(row / rows)];
    sums.sum.fill(0);
    sums.count.fill(0);
    for (let k = firstK; k < Math.min(nk, firstK + blockK); k++) {
      for (let j = firstJ; j < Math.min(nj, firstJ + blockJ); j++) addRow(data, { start: ni * (j + nj * k), ni }, sums);
    }
    for (let b = 0; b < columns; b++) {
      means[row * columns + b] = (sums.sum[b] as number) / Math.max(1, sums.count[b] as number);
    }
  }
  return { data: means, shape: grid.shape, affine: grid.affine };
}

/** What the rows of a block have added up to, for each block of a row of blocks. */
interface RowSums {
  readonly sum: Float64Array;
  readonly count: Float64Array;
  /** Voxels of a block along the row. */
  readonly block: number;
}

function addRow(data: VoxelArray, { start, ni }: { readonly start: number; readonly ni: number }, sums: RowSums): void {
  const { sum, count, block } = sums;
  const end = start + ni;
  for (let b = 0, v = start; v < end; b++) {
    const first = v;
    const last = Math.min(end, v + block);
    let total = 0;
    for (; v < last; v++) total += data[v] as number;
    let finite = last - first;
    if (!Number.isFinite(total)) [total, finite] = finiteSum(data, first, last);
    sum[b] = (sum[b] as number) + total;
    count[b] = (count[b] as number) + finite;
  }
}

function finiteSum(data: VoxelArray, first: number, last: number): [total: number, finite: number] {
  let total = 0;
  let finite = 0;
  for (let v = first; v < last; v++) {
    const value = data[v] as number;
    if (!Number.isFinite(value)) continue;
    total += value;
    finite++;
  }
  return [total, finite];
}
