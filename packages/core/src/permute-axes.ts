import { CmbError } from "./cmb-error.js";
import { newVoxelArray } from "./new-voxel-array.js";
import type { Affine, Shape, Volume, VoxelArray } from "./volume.js";

/** An axis of the voxel grid: i, j or k. @since 0.1.0 */
export type Axis = 0 | 1 | 2;

/** How {@link permuteAxes} rearranges a grid. @since 0.1.0 */
export interface AxisPermutation {
  /** `order[n]` is the old axis that becomes the new axis n; `[0, 1, 2]` unless given. */
  readonly order?: readonly [Axis, Axis, Axis];
  /** Whether the new axis n runs backwards along its old axis; nowhere unless given. */
  readonly flip?: readonly [boolean, boolean, boolean];
}

/**
 * The same image with its voxel axes in another order or direction. Every voxel keeps its value and its world position.
 *
 * @param volume - voxels of any type
 * @param permutation - see {@link AxisPermutation}
 * @returns a new volume; it shares no memory with `volume`, also when nothing is rearranged
 * @throws CmbError `INVALID_ARGUMENT` when `order` does not name each axis once
 * @example
 * ```ts
 * import { affineFromSpacing, permuteAxes } from "@cmb/core";
 * const row = { data: Float32Array.of(1, 2, 3), shape: [3, 1, 1], affine: affineFromSpacing([2, 1, 1]) } as const;
 * const turned = permuteAxes(row, { order: [1, 0, 2], flip: [false, true, false] });
 * [turned.shape, [...turned.data], turned.affine[3]]; // => [[1, 3, 1], [3, 2, 1], 4]
 * ```
 * @since 0.1.0
 */
export function permuteAxes<D extends VoxelArray>(volume: Volume<D>, permutation: AxisPermutation): Volume<D> {
  const { order = [0, 1, 2], flip = [false, false, false] } = permutation;
  if (order.length !== 3 || !([0, 1, 2] as const).every((axis) => order.includes(axis))) {
    const message = `permuteAxes: order is [${order}]; name each of the axes 0, 1 and 2 once`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "order", value: order });
  }
  const [ni, nj] = volume.shape;
  const strides = [1, ni, ni * nj] as const;
  const step = (n: Axis): number => (flip[n] ? -strides[order[n]] : strides[order[n]]);
  const last = (n: Axis): number => (flip[n] ? volume.shape[order[n]] - 1 : 0);
  const data = newVoxelArray(volume.data, volume.data.length);
  const shape: Shape = [volume.shape[order[0]], volume.shape[order[1]], volume.shape[order[2]]];
  const start = last(0) * strides[order[0]] + last(1) * strides[order[1]] + last(2) * strides[order[2]];
  const walk = { shape, start, steps: [step(0), step(1), step(2)] as const };
  if (order[0] === 0) copyRowsInto(volume.data, walk, data);
  else transposeInto(asBits(volume.data), { ...walk, across: order[1] === 0 ? 1 : 2 }, asBits(data));
  return { data, shape, affine: permutedAffine(volume.affine, order, [last(0), last(1), last(2)], flip) };
}

interface Walk {
  /** The new shape. */
  readonly shape: Shape;
  /** The old index of the first new voxel. */
  readonly start: number;
  /** What a step along each new axis adds to the old index. */
  readonly steps: readonly [number, number, number];
}

/** Old rows stay rows: they are moved whole, and turned round where i runs backwards. */
function copyRowsInto<D extends VoxelArray>(source: D, { shape, start, steps }: Walk, out: D): void {
  const [ni, nj, nk] = shape;
  const [stepI, stepJ, stepK] = steps;
  const first = stepI < 0 ? start - (ni - 1) : start;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const from = first + j * stepJ + k * stepK;
      const to = ni * (j + nj * k);
      out.set(source.subarray(from, from + ni), to);
      if (stepI < 0) out.subarray(to, to + ni).reverse();
    }
  }
}

type Bits = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The same bytes as one of four types, so that the loops below are compiled for no more. */
function asBits({ buffer, byteOffset, length, BYTES_PER_ELEMENT: size }: VoxelArray): Bits {
  if (size === 1) return new Uint8Array(buffer, byteOffset, length);
  if (size === 2) return new Uint16Array(buffer, byteOffset, length);
  return size === 4 ? new Uint32Array(buffer, byteOffset, length) : new Float64Array(buffer, byteOffset, length);
}

interface Transposition extends Walk {
  /** The new axis along which old voxels are neighbours in memory. */
  readonly across: 1 | 2;
}

/** New voxels written side by side, a cache line of float32, from as many old rows. */
const TILE_ROWS = 16;
/** Voxels of those old rows that are taken before the next rows. */
const TILE_LENGTH = 256;

/** Old rows become columns, in tiles: else every read or every write misses the cache. */
function transposeInto(source: Bits, { shape, start, steps, across }: Transposition, out: Bits): void {
  const ni = shape[0];
  const strides = [1, ni, ni * shape[1]] as const;
  const outer = across === 1 ? 2 : 1;
  const [rowStep, step, outStep] = [steps[0], steps[across], strides[across]];
  for (let o = 0; o < shape[outer]; o++) {
    for (let t = 0; t < shape[across]; t += TILE_LENGTH) {
      const length = Math.min(TILE_LENGTH, shape[across] - t);
      for (let i = 0; i < ni; i += TILE_ROWS) {
        const from = start + o * steps[outer] + t * step + i * rowStep;
        const to = o * strides[outer] + t * outStep + i;
        transposeTileInto(source, { from, rowStep, step, to, outStep, length, rows: Math.min(TILE_ROWS, ni - i) }, out);
      }
    }
  }
}

interface Tile {
  readonly from: number;
  /** From one old row to the next. */
  readonly rowStep: number;
  /** From one voxel of an old row to the next that is taken. */
  readonly step: number;
  readonly to: number;
  readonly outStep: number;
  readonly length: number;
  readonly rows: number;
}

/** Four voxels to a turn of the loop, as a turn costs more than moving a voxel. */
function transposeTileInto(source: Bits, { from, rowStep, step, to, outStep, length, rows }: Tile, out: Bits): void {
  for (let t = 0; t < length; t++) {
    let read = from + t * step;
    let write = to + t * outStep;
    const end = write + rows;
    for (; write + 4 <= end; write += 4) {
      out[write] = source[read] as number;
      out[write + 1] = source[read + rowStep] as number;
      out[write + 2] = source[read + 2 * rowStep] as number;
      out[write + 3] = source[read + 3 * rowStep] as number;
      read += 4 * rowStep;
    }
    for (; write < end; write++) {
      out[write] = source[read] as number;
      read += rowStep;
    }
  }
}

function permutedAffine(
  affine: Affine,
  order: readonly [Axis, Axis, Axis],
  last: readonly [number, number, number],
  flip: readonly [boolean, boolean, boolean],
): Affine {
  const row = (x: number, y: number, z: number, origin: number): readonly [number, number, number, number] => {
    const columns = [x, y, z] as const;
    const entry = (n: Axis): number => (flip[n] ? 0 - columns[order[n]] : columns[order[n]]);
    const shift = last[0] * columns[order[0]] + last[1] * columns[order[1]] + last[2] * columns[order[2]];
    return [entry(0), entry(1), entry(2), origin + shift];
  };
  return [
    ...row(affine[0], affine[1], affine[2], affine[3]),
    ...row(affine[4], affine[5], affine[6], affine[7]),
    ...row(affine[8], affine[9], affine[10], affine[11]),
    0,
    0,
    0,
    1,
  ];
}
