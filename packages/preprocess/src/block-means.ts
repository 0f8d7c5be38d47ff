import { type Volume, type VoxelArray, voxelCount } from "@cmb/core";
import type { CoarseGrid } from "./coarse-grid.js";

/** The mean of the finite voxels of each block; 0 for a block without one. */
export function blockMeans({ data, shape }: Volume<VoxelArray>, grid: CoarseGrid): Volume {
  const [ni, nj, nk] = shape;
  const [columns, rows, slices] = grid.shape;
  const [, blockJ, blockK] = grid.block;
  const means = new Float32Array(voxelCount(grid.shape));
  const halves = grid.block.every((length) => length === 2);
  const sums: RowSums = { sum: new Float64Array(columns), count: new Float64Array(columns), block: grid.block[0] };
  for (let row = 0; row < rows * slices; row++) {
    const [firstJ, firstK] = [blockJ * (row % rows), blockK * Math.floor(row / rows)];
    if (halves && firstJ + 1 < nj && firstK + 1 < nk) {
      const eights = { start: ni * (firstJ + nj * firstK), ni, nj, to: row * columns };
      if (meansOfEightsInto(data, eights, means)) continue;
    }
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

interface Eights {
  /** The first voxel of the first of four rows. */
  readonly start: number;
  readonly ni: number;
  readonly nj: number;
  /** Where the means go. */
  readonly to: number;
}

/**
 * A row of blocks of 2 × 2 × 2 voxels, the most common ones, without room for sums in between; adds in the same order.
 *
 * @returns false where a voxel is not finite: what was written is worth nothing then
 */
function meansOfEightsInto(data: VoxelArray, { start, ni, nj, to }: Eights, means: Float32Array): boolean {
  const last = start + ni - 1;
  const slice = ni * nj;
  let check = 0;
  let out = to;
  let v = start;
  for (; v < last; v += 2) {
    const a = v + ni;
    const b = v + slice;
    const c = b + ni;
    // A sum of negative zeros is 0, as it is where a sum starts at 0.
    const first = 0 + (data[v] as number) + (data[v + 1] as number) + ((data[a] as number) + (data[a + 1] as number));
    const sum =
      first + ((data[b] as number) + (data[b + 1] as number)) + ((data[c] as number) + (data[c + 1] as number));
    means[out++] = sum / 8;
    check += sum;
  }
  if (v === last) {
    const [a, b, c] = [v + ni, v + slice, v + slice + ni];
    const sum = 0 + (data[v] as number) + (data[a] as number) + (data[b] as number) + (data[c] as number);
    means[out] = sum / 4;
    check += sum;
  }
  return Number.isFinite(check);
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
