import { CmbError, type Shape, type Volume, type VoxelArray } from "@cmb/core";
import { percentilesInPlace } from "./percentiles.js";

/** What {@link repairNan} puts in the place of missing voxels. @since 0.1.0 */
export interface RepairNanOptions {
  /**
   * `"corner-median"`: for all of them the median of the eight corner blocks of 10 × 10 × 5 voxels, which is background
   * in most scans; 0 where the corners hold no number. `"neighbours"`: for each the mean of its finite neighbours among
   * the 26 around, from the rim inwards; 0 where the image holds no number.
   */
  readonly rule: "corner-median" | "neighbours";
}

/** An image without NaN and infinities. @since 0.1.0 */
export interface RepairedVolume {
  /** The same object as the input where nothing was missing, else a float32 copy. */
  readonly volume: Volume<VoxelArray>;
  /** How many voxels were NaN. */
  readonly nan: number;
  /** How many were infinite. */
  readonly infinite: number;
}

/**
 * Replaces NaN and infinite voxels, and says how many there were.
 *
 * `"corner-median"` is what the published pipeline does to masked scans, where NaN marks what is outside of the head. A
 * corner block is cut off where the image is smaller; voxels that then lie in several blocks count several times, as
 * when the blocks are sliced and joined in NumPy. Use `"neighbours"` for dropouts inside of the head.
 *
 * @param volume - any voxel type; whole numbers are never missing
 * @param options - see {@link RepairNanOptions}
 * @returns the image and the counts
 * @throws CmbError `INVALID_ARGUMENT` when there is no such rule
 * @see J. del Pozo Lerida et al. 2024, Automatic detection of cerebral microbleeds
 * @since 0.1.0
 */
export function repairNan(volume: Volume<VoxelArray>, { rule }: RepairNanOptions): RepairedVolume {
  if (rule !== "corner-median" && rule !== "neighbours") {
    const message = `repairNan: there is no rule ${JSON.stringify(rule)}; give "corner-median" or "neighbours"`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "rule", value: rule });
  }
  const missing = missingVoxels(volume.data);
  const nan = missing.filter((v) => Number.isNaN(volume.data[v] as number)).length;
  if (missing.length === 0) return { volume, nan: 0, infinite: 0 };
  const { shape, affine } = volume;
  const data = new Float32Array(volume.data);
  if (rule === "corner-median") {
    const value = cornerMedian(data, shape);
    for (const v of missing) data[v] = value;
  } else fillFromRim(data, shape, missing);
  return { volume: { data, shape, affine }, nan, infinite: missing.length - nan };
}

/** Voxels that are looked at together: their sum of differences is NaN where one of them is missing. */
const PIECE = 4096;

function missingVoxels(data: VoxelArray): readonly number[] {
  const missing: number[] = [];
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return missing;
  for (let from = 0; from < data.length; from += PIECE) {
    const to = Math.min(data.length, from + PIECE);
    if (allFinite(data, from, to)) continue;
    for (let v = from; v < to; v++) if (!Number.isFinite(data[v] as number)) missing.push(v);
  }
  return missing;
}

/** A finite value minus itself is 0, and one that is not is NaN. */
function allFinite(data: VoxelArray, from: number, to: number): boolean {
  let even = 0;
  let odd = 0;
  let v = from;
  // Two sums, so that one does not wait for the other.
  for (; v + 1 < to; v += 2) {
    const a = data[v] as number;
    const b = data[v + 1] as number;
    even += a - a;
    odd += b - b;
  }
  const last = v < to ? (data[v] as number) : 0;
  return even + odd + (last - last) === 0;
}

const CORNER_BLOCK: Shape = [10, 10, 5];

function cornerMedian(data: Float32Array, [ni, nj, nk]: Shape): number {
  const ends = (length: number, block: number): readonly number[] => {
    const first = Array.from({ length: Math.min(length, block) }, (_, t) => t);
    return [...first, ...first.map((t) => length - 1 - t)];
  };
  const values: number[] = [];
  for (const k of ends(nk, CORNER_BLOCK[2]))
    for (const j of ends(nj, CORNER_BLOCK[1]))
      for (const i of ends(ni, CORNER_BLOCK[0])) values.push(data[i + ni * (j + nj * k)] as number);
  const finite = Float32Array.from(values.filter((value) => Number.isFinite(value)));
  return finite.length === 0 ? 0 : (percentilesInPlace(finite, [50])[0] as number);
}

/** Layer by layer: a layer is what had a finite neighbour when the one before was done. */
function fillFromRim(data: Float32Array, shape: Shape, missing: readonly number[]): void {
  let left = missing;
  for (const v of missing) data[v] = Number.NaN;
  while (left.length > 0) {
    const means = left.map((v) => neighbourMean(data, shape, v));
    const filled = left.filter((v, n) => {
      if (Number.isNaN(means[n])) return false;
      data[v] = means[n] as number;
      return true;
    });
    if (filled.length === 0) {
      for (const v of left) data[v] = 0;
      return;
    }
    left = left.filter((_, n) => Number.isNaN(means[n]));
  }
}

/** NaN where no neighbour is finite. */
function neighbourMean(data: Float32Array, [ni, nj, nk]: Shape, v: number): number {
  const i = v % ni;
  const j = Math.floor(v / ni) % nj;
  const k = Math.floor(v / (ni * nj));
  let n = 0;
  let sum = 0;
  for (let dk = Math.max(0, k - 1); dk <= Math.min(nk - 1, k + 1); dk++) {
    for (let dj = Math.max(0, j - 1); dj <= Math.min(nj - 1, j + 1); dj++) {
      for (let di = Math.max(0, i - 1); di <= Math.min(ni - 1, i + 1); di++) {
        const value = data[di + ni * (dj + nj * dk)] as number;
        if (!Number.isFinite(value)) continue;
        n++;
        sum += value;
      }
    }
  }
  return sum / n;
}
