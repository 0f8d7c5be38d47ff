import type { LongTask, Shape, Volume } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";

/** Voxels that are smoothed before the thread is handed back. */
const SLAB_VOXELS = 500_000;

/** How {@link smoothInSlabs} smooths. */
export interface SmoothInSlabsOptions {
  readonly sigmaMm: number;
  readonly task: LongTask;
  /** Where `task` stands meanwhile. */
  readonly done: number;
}

/**
 * `gaussianSmooth` of a large volume, with the thread handed back in between: slices within themselves first, then
 * blocks of rows across the slices. The result is the same, because the kernel is separable.
 */
export async function smoothInSlabs(volume: Volume, { sigmaMm, task, done }: SmoothInSlabsOptions): Promise<Volume> {
  const { shape, affine } = volume;
  const [ni, nj, nk] = shape;
  const data = new Float32Array(volume.data.length);
  const area = ni * nj;
  const slices = Math.max(1, Math.floor(SLAB_VOXELS / area));
  for (let k = 0; k < nk; k += slices) {
    const n = Math.min(slices, nk - k);
    const slab = { data: volume.data.subarray(k * area, (k + n) * area), shape: [ni, nj, n] as Shape, affine };
    data.set(gaussianSmooth(slab, { sigmaMm: [sigmaMm, sigmaMm, 0] }).data, k * area);
    await task.advance("smoothing", done);
  }
  if (nk === 1) return { data, shape, affine };
  const rows = Math.max(1, Math.floor(SLAB_VOXELS / (ni * nk)));
  for (let j = 0; j < nj; j += rows) {
    const n = Math.min(rows, nj - j);
    smoothAcrossSlicesInto({ shape, affine, j, n, sigmaMm }, data);
    await task.advance("smoothing", done);
  }
  return { data, shape, affine };
}

interface Rows {
  readonly shape: Shape;
  readonly affine: Volume["affine"];
  /** First row of the block, and how many. */
  readonly j: number;
  readonly n: number;
  readonly sigmaMm: number;
}

function smoothAcrossSlicesInto({ shape: [ni, nj, nk], affine, j, n, sigmaMm }: Rows, data: Float32Array): void {
  const block = new Float32Array(ni * n * nk);
  const start = (k: number): number => ni * (j + nj * k);
  for (let k = 0; k < nk; k++) block.set(data.subarray(start(k), start(k) + ni * n), ni * n * k);
  const smoothed = gaussianSmooth({ data: block, shape: [ni, n, nk], affine }, { sigmaMm: [0, 0, sigmaMm] }).data;
  for (let k = 0; k < nk; k++) data.set(smoothed.subarray(ni * n * k, ni * n * (k + 1)), start(k));
}
