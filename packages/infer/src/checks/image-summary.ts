import { type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";

/** What the voxels alone say, before anything is known of a brain. */
export interface ImageSummary {
  readonly volume: Volume<VoxelArray>;
  readonly spacingMm: readonly [number, number, number];
  /** Voxels that are NaN or infinite. */
  readonly nonFiniteCount: number;
  /** An even sample of the finite values, ascending. */
  readonly sorted: Float64Array;
  /** The value that occurs most often in the sample, and its share. */
  readonly mode: number;
  readonly modeFraction: number;
  /** For i, j and k; NaN along an axis of one voxel. */
  readonly neighbours: readonly [NeighbourStatistics, NeighbourStatistics, NeighbourStatistics];
}

/** Pairs of neighbours along one axis, both finite. */
export interface NeighbourStatistics {
  /** Share of equal pairs among those where neither is background. */
  readonly equalFraction: number;
  /** Pearson correlation. */
  readonly correlation: number;
  /** Of the pairs that reach the top tenth of the range, the share whose other voxel is in the bottom tenth. */
  readonly wrapFraction: number;
}

const SAMPLE_SIZE = 200_000;
const PAIRS_SAMPLE = 500_000;

/** One pass over a sample of all voxels and of all pairs of neighbours. */
export function summariseImage(volume: Volume<VoxelArray>): ImageSummary {
  const { data, affine } = volume;
  const sorted = sortedSample(data);
  const { mode, count } = mostCommon(sorted);
  const limits = { background: mode, lowest: valueAt(sorted, 0), highest: valueAt(sorted, 1) };
  const along = (axis: 0 | 1 | 2): NeighbourStatistics => neighbourStatistics(volume, axis, limits);
  return {
    volume,
    spacingMm: spacing(affine),
    nonFiniteCount: countNonFinite(data),
    sorted,
    mode,
    modeFraction: count / Math.max(1, sorted.length),
    neighbours: [along(0), along(1), along(2)],
  };
}

/** The value below which a share of the sample lies; NaN of nothing. */
export function valueAt(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The share of the sample that lies below a value. */
export function shareBelow(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from / Math.max(1, sorted.length);
}

function countNonFinite(data: VoxelArray): number {
  // By name: arrays of other realms are no instances of this one's classes.
  if (!data[Symbol.toStringTag].startsWith("Float")) return 0;
  let count = 0;
  for (let v = 0; v < data.length; v++) if (!Number.isFinite(data[v] as number)) count++;
  return count;
}

function sortedSample(data: VoxelArray): Float64Array {
  const step = Math.max(1, Math.floor(data.length / SAMPLE_SIZE)) | 1;
  const sample = new Float64Array(Math.ceil(data.length / step));
  let n = 0;
  for (let v = 0; v < data.length; v += step) {
    const value = data[v] as number;
    if (Number.isFinite(value)) sample[n++] = value;
  }
  return sample.subarray(0, n).sort();
}

function mostCommon(sorted: Float64Array): { readonly mode: number; readonly count: number } {
  let mode = Number.NaN;
  let count = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > count) {
      mode = sorted[from] as number;
      count = to - from;
    }
    from = to;
  }
  return { mode, count };
}

interface NeighbourOptions {
  readonly background: number;
  readonly lowest: number;
  readonly highest: number;
}

// kernel: one pass over pairs with its running sums
function neighbourStatistics(
  { data, shape }: Volume<VoxelArray>,
  axis: 0 | 1 | 2,
  { background, lowest, highest }: NeighbourOptions,
): NeighbourStatistics {
  const stride = strideOf(shape, axis);
  // Odd and not a multiple of common row lengths, so that the sample crosses the grid.
  const step = Math.max(1, Math.floor(data.length / PAIRS_SAMPLE)) | 1;
  let n = 0;
  let equal = 0;
  let tissue = 0;
  let high = 0;
  let wraps = 0;
  const range = highest - lowest;
  const sums = { a: 0, b: 0, aa: 0, bb: 0, ab: 0 };
  for (let v = 0; v + stride < data.length; v += step) {
    if (Math.floor(v / stride) % shape[axis] === shape[axis] - 1) continue;
    const a = data[v] as number;
    const b = data[v + stride] as number;
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    n++;
    if (a !== background && b !== background) {
      tissue++;
      if (a === b) equal++;
    }
    if (Math.max(a, b) > highest - 0.1 * range) {
      high++;
      if (Math.min(a, b) < lowest + 0.1 * range) wraps++;
    }
    const x = (a - background) / range;
    const y = (b - background) / range;
    sums.a += x;
    sums.b += y;
    sums.aa += x * x;
    sums.bb += y * y;
    sums.ab += x * y;
  }
  const covariance = sums.ab / n - (sums.a / n) * (sums.b / n);
  const variances = (sums.aa / n - (sums.a / n) ** 2) * (sums.bb / n - (sums.b / n) ** 2);
  return {
    equalFraction: tissue === 0 ? (n === 0 ? Number.NaN : 1) : equal / tissue,
    correlation: covariance / Math.sqrt(variances),
    wrapFraction: n === 0 ? Number.NaN : wraps / Math.max(1, high),
  };
}

/** From one voxel to the next along an axis. */
export function strideOf(shape: Shape, axis: 0 | 1 | 2): number {
  return axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
}
