import { assertSamePlace, CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { blockIndex, type CoarseGrid, coarseGrid, interpolateToFine } from "./coarse-grid.js";
import { gaussianSmooth } from "./gaussian-smooth.js";

/** The neighbourhood of {@link localBackground}. @since 0.1.0 */
export interface LocalBackgroundOptions {
  /** Standard deviation of the Gaussian window in mm. */
  readonly sigmaMm: number;
  /**
   * A voxel further than this many local standard deviations from the local mean counts as no background in the second
   * and third pass; 2 unless given.
   */
  readonly clip?: number | undefined;
}

/** What the tissue around each voxel looks like. @since 0.1.0 */
export interface LocalBackground {
  /** Mean of the tissue around, in the unit of the image; defined inside and outside of the mask. */
  readonly mean: Volume;
  /** Its standard deviation. */
  readonly deviation: Volume;
}

/**
 * The local mean and standard deviation of the tissue under a mask.
 *
 * Normalised convolution, `G∗(m v) / G∗m`, so that what lies outside of the mask does not pull the mean down at its
 * edge. Two more passes leave out voxels far from the mean, vessels, lesions and fluid, in the way of a running
 * sigma-clipped mean; `v / mean` is then near 1 in tissue. Computed on blocks of about half of sigma and
 * interpolated linearly.
 *
 * @param volume - any voxel type; NaN and infinities are left out
 * @param mask - on the same grid; where it is not 0 there is tissue
 * @param options - see {@link LocalBackgroundOptions}
 * @returns float32 volumes on the same grid; where no tissue is within 4 sigma they hold the values of the whole mask
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ, `EMPTY_VOLUME` when there is no finite voxel under the mask,
 * `OUT_OF_RANGE` when sigma or clip is not positive
 * @see Knutsson & Westin 1993, Normalized and differential convolution, doi:10.1109/CVPR.1993.341081
 * @since 0.1.0
 */
export function localBackground(
  volume: Volume<VoxelArray>,
  mask: Mask,
  { sigmaMm, clip = 2 }: LocalBackgroundOptions,
): LocalBackground {
  assertSamePlace("localBackground", volume, mask);
  assertPositive("sigmaMm", sigmaMm);
  assertPositive("clip", clip);
  const grid = coarseGrid(volume, sigmaMm / 2);
  const whole = momentsOfMask(volume, mask);
  let local = smoothMoments(blockSums(volume, mask, { grid, whole }), { grid, whole, sigmaMm });
  for (let pass = 0; pass < CLIPPED_PASSES; pass++) {
    const limits = clippedRange(local, clip, 0.01 * whole.deviation);
    local = smoothMoments(blockSums(volume, mask, { grid, whole, limits }), { grid, whole, sigmaMm });
  }
  return { mean: interpolateToFine(local.mean, grid), deviation: interpolateToFine(local.deviation, grid) };
}

const CLIPPED_PASSES = 2;

function assertPositive(name: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  const message = `localBackground: ${name} is ${value}; give a number above 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}

interface Moments<T> {
  readonly mean: T;
  readonly deviation: T;
}

function momentsOfMask({ data, shape }: Volume<VoxelArray>, mask: Mask): Moments<number> {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    if (mask.data[v] === 0 || !Number.isFinite(value)) continue;
    const delta = value - mean;
    mean += delta / ++n;
    squares += delta * (value - mean);
  }
  if (n === 0) {
    throw new CmbError("EMPTY_VOLUME", "localBackground: there is no finite voxel under the mask; give at least one", {
      shape,
    });
  }
  return { mean, deviation: Math.sqrt(squares / n) };
}

/** Sums over the voxels of each block that count: their number, their values, their squares. */
interface BlockSums {
  readonly count: Float32Array;
  /** Of `(v − mean) / deviation` of the whole mask, so that float32 is enough. */
  readonly sum: Float32Array;
  readonly squares: Float32Array;
}

interface BlockSumOptions {
  readonly grid: CoarseGrid;
  readonly whole: Moments<number>;
  /** Where given, a voxel counts when it lies within the range of its block. */
  readonly limits?: ClippedRange;
}

/** What counts as tissue in each block. */
interface ClippedRange {
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

function clippedRange(local: Moments<Float32Array>, clip: number, leastDeviation: number): ClippedRange {
  const { mean, deviation } = local;
  const lower = new Float32Array(mean.length);
  const upper = new Float32Array(mean.length);
  for (let b = 0; b < mean.length; b++) {
    const reach = clip * Math.max(deviation[b] as number, leastDeviation);
    lower[b] = (mean[b] as number) - reach;
    upper[b] = (mean[b] as number) + reach;
  }
  return { lower, upper };
}

// kernel: one pass over all voxels
function blockSums(volume: Volume<VoxelArray>, mask: Mask, { grid, whole, limits }: BlockSumOptions): BlockSums {
  const [ni, nj, nk] = volume.shape;
  const blocks = grid.shape[0] * grid.shape[1] * grid.shape[2];
  const sums = { count: new Float32Array(blocks), sum: new Float32Array(blocks), squares: new Float32Array(blocks) };
  const { count, sum, squares } = sums;
  const blockOfI = blockIndex(ni, grid.block[0]);
  const scale = 1 / (whole.deviation || 1);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const start = ni * (j + nj * k);
      const row = grid.shape[0] * (Math.floor(j / grid.block[1]) + grid.shape[1] * Math.floor(k / grid.block[2]));
      for (let i = 0; i < ni; i++) {
        const value = volume.data[start + i] as number;
        if (mask.data[start + i] === 0 || !Number.isFinite(value)) continue;
        const b = row + (blockOfI[i] as number);
        if (limits !== undefined && (value < (limits.lower[b] as number) || value > (limits.upper[b] as number)))
          continue;
        const scaled = (value - whole.mean) * scale;
        count[b] = (count[b] as number) + 1;
        sum[b] = (sum[b] as number) + scaled;
        squares[b] = (squares[b] as number) + scaled * scaled;
      }
    }
  }
  return sums;
}

interface SmoothMomentsOptions {
  readonly grid: CoarseGrid;
  readonly whole: Moments<number>;
  readonly sigmaMm: number;
}

/** Mean and deviation in the unit of the image; those of the whole mask where no voxel is near. */
function smoothMoments(sums: BlockSums, { grid, whole, sigmaMm }: SmoothMomentsOptions): Moments<Float32Array> {
  const smooth = (data: Float32Array): Float32Array =>
    gaussianSmooth({ data, shape: grid.shape, affine: grid.affine }, { sigmaMm }).data;
  const count = smooth(sums.count);
  const mean = smooth(sums.sum);
  const deviation = smooth(sums.squares);
  for (let b = 0; b < count.length; b++) {
    const n = count[b] as number;
    // Below this only rounding is left of the kernel's tail.
    const near = n > 1e-6;
    const m = near ? (mean[b] as number) / n : 0;
    const variance = near ? Math.max(0, (deviation[b] as number) / n - m * m) : 1;
    mean[b] = whole.mean + m * (whole.deviation || 1);
    deviation[b] = Math.sqrt(variance) * whole.deviation;
  }
  return { mean, deviation };
}
