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
  copyInto(volume.data, { shape, start, steps: [step(0), step(1), step(2)], contiguous: order.indexOf(0) }, data);
  return { data, shape, affine: permutedAffine(volume.affine, order, [last(0), last(1), last(2)], flip) };
}

interface Walk {
  /** The new shape. */
  readonly shape: Shape;
  /** The old index of the first new voxel. */
  readonly start: number;
  /** What a step along each new axis adds to the old index. */
  readonly steps: readonly [number, number, number];
  /** The new axis along which old voxels are neighbours in memory. */
  readonly contiguous: number;
}

/** Voxels taken along the contiguous old axis before the next row: a cache line, so that each line is read once. */
const BLOCK = 16;

// kernel: rows of the old image become columns of the new one in blocks, else every read misses the cache
function copyInto<D extends VoxelArray>(source: D, { shape, start, steps, contiguous }: Walk, out: D): void {
  const [ni, nj, nk] = shape;
  const [stepI, stepJ, stepK] = steps;
  const along = contiguous === 2 ? 2 : 1;
  const [inner, outer] = along === 1 ? [nj, nk] : [nk, nj];
  const [innerStep, outerStep] = along === 1 ? [stepJ, stepK] : [stepK, stepJ];
  const [innerOut, outerOut] = along === 1 ? [ni, ni * nj] : [ni * nj, ni];
  for (let o = 0; o < outer; o++) {
    for (let block = 0; block < inner; block += BLOCK) {
      const end = Math.min(inner, block + BLOCK);
      for (let i = 0; i < ni; i++) {
        const from = start + i * stepI + o * outerStep;
        const to = i + o * outerOut;
        for (let m = block; m < end; m++) out[to + m * innerOut] = source[from + m * innerStep] as number;
      }
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
