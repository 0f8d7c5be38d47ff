import { assertSamePlace, CmbError, type LongTask, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { blockIndex, type CoarseGrid, coarseGrid, sliceInterpolator } from "../coarse-grid.js";
import { gaussianSmooth } from "../gaussian-smooth.js";
import { type BoxGrid, type BoxLimits, boxGrid, boxLayerLimitsInto, cellLimits } from "./box-limits.js";
import { noiseThreshold } from "./noise-threshold.js";

/** A smooth field on blocks of voxels. */
export interface CoarseField {
  readonly values: Float32Array;
  readonly grid: CoarseGrid;
}

/** What a sensitivity is estimated with. */
export interface SensitivitySettings {
  /** Opens the messages of errors. */
  readonly operation: string;
  readonly sigmaMm: number;
  readonly mask: Mask | undefined;
}

/** Of the whole smoothing, the share that comes after the gaps are filled; the rest comes before. */
const FINAL_SHARE = 0.7;
const FIRST_SHARE = Math.sqrt(1 - FINAL_SHARE ** 2);

/** What `task` counts: two passes over the slices. */
export function sensitivityWork({ shape }: Pick<Volume, "shape">): number {
  return 2 * shape[2];
}

/**
 * How bright tissue is around each block: the receive field times the brightness of white matter.
 *
 * @param volume - magnitude image; NaN and infinities are left out
 * @param settings - checked here
 * @param task - advanced up to {@link sensitivityWork}
 */
export async function estimateSensitivity(
  volume: Volume<VoxelArray>,
  settings: SensitivitySettings,
  task: LongTask,
): Promise<CoarseField> {
  const { operation, sigmaMm, mask } = settings;
  if (!(sigmaMm > 0 && Number.isFinite(sigmaMm))) {
    const message = `${operation}: sigmaMm is ${sigmaMm}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "sigmaMm", value: sigmaMm, minimum: 0 });
  }
  if (mask !== undefined) assertSamePlace(operation, volume, mask);
  const [first, final] = [FIRST_SHARE * sigmaMm, FINAL_SHARE * sigmaMm];
  const grid = coarseGrid(volume, sigmaMm / 4);
  const threshold = mask === undefined ? noiseThreshold(volume) : undefined;
  const counts: Counts = (v, value) =>
    Number.isFinite(value) && (threshold === undefined ? mask?.data[v] !== 0 : value > threshold);
  const all = emptySums(grid);
  for (let k = 0; k < volume.shape[2]; k++) addSliceInto({ volume, grid, k }, counts, all);
  const mean = assertSignal(all, volume, operation);
  const rough = normalisedSmooth(all, { grid, sigmaMm: first + final });
  const tissue = await tissueSums(volume, { field: { values: rough, grid }, counts, task });
  const local = normalisedSmooth(tissue, { grid, sigmaMm: first });
  return { values: fillAndSmooth(local, { grid, mean, sigmaMm: final }), grid };
}

/** Whether a voxel holds signal. */
type Counts = (v: number, value: number) => boolean;

/** Sums over the voxels of each block that count. */
interface Sums {
  readonly count: Float32Array;
  readonly sum: Float32Array;
}

function emptySums(grid: CoarseGrid): Sums {
  const blocks = grid.shape[0] * grid.shape[1] * grid.shape[2];
  return { count: new Float32Array(blocks), sum: new Float32Array(blocks) };
}

interface Slice {
  readonly volume: Volume<VoxelArray>;
  readonly grid: CoarseGrid;
  readonly k: number;
}

function addSliceInto({ volume, grid, k }: Slice, counts: Counts, { count, sum }: Sums): void {
  const [ni, nj] = volume.shape;
  const blockOfI = blockIndex(ni, grid.block[0]);
  for (let j = 0; j < nj; j++) {
    const start = ni * (j + nj * k);
    const row = grid.shape[0] * (Math.floor(j / grid.block[1]) + grid.shape[1] * Math.floor(k / grid.block[2]));
    for (let i = 0; i < ni; i++) {
      const value = volume.data[start + i] as number;
      if (!counts(start + i, value)) continue;
      const block = row + (blockOfI[i] as number);
      count[block] = (count[block] as number) + 1;
      sum[block] = (sum[block] as number) + value;
    }
  }
}

function assertSignal({ count, sum }: Sums, volume: Volume<VoxelArray>, operation: string): number {
  const mean = sum.reduce((total, value) => total + value, 0) / count.reduce((total, n) => total + n, 0);
  if (mean > 0) return mean;
  const message = Number.isNaN(mean)
    ? `${operation}: no voxel counts as signal; give a magnitude image, or a mask with finite voxels in it`
    : `${operation}: the mean under the mask is ${mean}; give a magnitude image`;
  throw new CmbError("EMPTY_VOLUME", message, { shape: volume.shape });
}

/** `G∗sum / G∗count`; NaN where nothing is near. */
function normalisedSmooth(
  sums: Sums,
  { grid, sigmaMm }: { readonly grid: CoarseGrid; readonly sigmaMm: number },
): Float32Array {
  const smooth = (data: Float32Array): Float32Array =>
    gaussianSmooth({ data, shape: grid.shape, affine: grid.affine }, { sigmaMm }).data;
  const count = smooth(sums.count);
  // Below this only rounding is left of the kernel's tail.
  return smooth(sums.sum).map((value, b) => ((count[b] as number) > 1e-6 ? value / (count[b] as number) : Number.NaN));
}

interface TissueOptions {
  /** A first, very smooth estimate. */
  readonly field: CoarseField;
  readonly counts: Counts;
  readonly task: LongTask;
}

/** Sums over what is like tissue in every box that it lies in, once the rough field is divided out. */
async function tissueSums(volume: Volume<VoxelArray>, { field, counts, task }: TissueOptions): Promise<Sums> {
  const [ni, nj, nk] = volume.shape;
  const boxes = boxGrid(volume.shape);
  const ratioInto = ratioOfSlice(volume, field, counts);
  const cells = cellLimits(boxes, await allBoxLimits(volume, { boxes, ratioInto, task }));
  const sums = emptySums(field.grid);
  const ratio = new Float32Array(ni * nj);
  for (let k = 0; k < nk; k++) {
    ratioInto(k, ratio);
    const isTissue: Counts = (v) => {
      const x = v - ni * nj * k;
      const cell = cellOf(boxes, x % ni, Math.floor(x / ni), k);
      const value = ratio[x] as number;
      return value > (cells.lower[cell] as number) && value < (cells.upper[cell] as number);
    };
    addSliceInto({ volume, grid: field.grid, k }, isTissue, sums);
    await task.advance("homogeneity", nk + k + 1);
  }
  return sums;
}

function cellOf({ shift, count }: BoxGrid, i: number, j: number, k: number): number {
  const [ci, cj, ck] = [Math.floor(i / shift[0]), Math.floor(j / shift[1]), Math.floor(k / shift[2])];
  return ci + count[0] * (cj + count[1] * ck);
}

/** Fills a slice of image over field; NaN where a voxel does not count. */
type RatioInto = (k: number, out: Float32Array) => void;

function ratioOfSlice(volume: Volume<VoxelArray>, { values, grid }: CoarseField, counts: Counts): RatioInto {
  const finite = values.map((value) => (Number.isNaN(value) ? 0 : value));
  const fieldInto = sliceInterpolator(finite, grid);
  return (k, out) => {
    fieldInto(k, out);
    const start = out.length * k;
    for (let x = 0; x < out.length; x++) {
      const value = volume.data[start + x] as number;
      out[x] = counts(start + x, value) ? value / (out[x] as number) : Number.NaN;
    }
  };
}

interface AllBoxOptions {
  readonly boxes: BoxGrid;
  readonly ratioInto: RatioInto;
  readonly task: LongTask;
}

async function allBoxLimits(
  { shape }: Volume<VoxelArray>,
  { boxes, ratioInto, task }: AllBoxOptions,
): Promise<BoxLimits> {
  const [ni, nj, nk] = shape;
  const n = boxes.count[0] * boxes.count[1] * boxes.count[2];
  const limits = { lower: new Float32Array(n), upper: new Float32Array(n) };
  const shift = boxes.shift[2];
  for (let layer = 0; layer < boxes.count[2]; layer++) {
    const depth = Math.min(nk, (layer + 2) * shift) - layer * shift;
    const data = new Float32Array(ni * nj * depth);
    for (let t = 0; t < depth; t++) ratioInto(layer * shift + t, data.subarray(ni * nj * t, ni * nj * (t + 1)));
    boxLayerLimitsInto({ data, shape: [ni, nj, depth] }, boxes, layer, limits);
    await task.advance("homogeneity", Math.min(nk, (layer + 1) * shift));
  }
  return limits;
}

interface FillOptions {
  readonly grid: CoarseGrid;
  /** Of the image under the mask. */
  readonly mean: number;
  readonly sigmaMm: number;
}

/** Where there is no tissue, or hardly any signal, a high value with a low weight; then smoothed. */
function fillAndSmooth(field: Float32Array, { grid, mean, sigmaMm }: FillOptions): Float32Array {
  const count = new Float32Array(field.length);
  const sum = new Float32Array(field.length);
  for (let b = 0; b < field.length; b++) {
    const value = field[b] as number;
    const known = value >= mean / 4;
    count[b] = known ? 1.2 : 0.2;
    sum[b] = known ? 1.2 * value : 0.2 * 3 * mean;
  }
  return normalisedSmooth({ count, sum }, { grid, sigmaMm });
}
