import type { Shape } from "@cmb/core";
import { percentilesInPlace } from "./percentiles.js";

/** Boxes of `2 · shift` voxels that start every `shift` voxels, so that a voxel lies in up to two along each axis. */
export interface BoxGrid {
  readonly shift: Shape;
  /** Boxes along each axis. */
  readonly count: Shape;
}

/** The range of a box that counts as its tissue; from +∞ to −∞ for a box without any. */
export interface BoxLimits {
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** Boxes of at least 20 voxels, and about 15 boxes' lengths to an axis. */
export function boxGrid(shape: Shape): BoxGrid {
  const shiftOf = (axis: 0 | 1 | 2): number => Math.max(10, Math.round(shape[axis] / 30));
  const shift: Shape = [shiftOf(0), shiftOf(1), shiftOf(2)];
  const countOf = (axis: 0 | 1 | 2): number => Math.ceil(shape[axis] / shift[axis]);
  return { shift, count: [countOf(0), countOf(1), countOf(2)] };
}

/** A slab of slices of an image. */
export interface Slab {
  /** NaN where a voxel does not count. */
  readonly data: Float32Array;
  readonly shape: Shape;
}

/** Fills the limits of one layer of boxes from the slab of slices that they reach through. */
export function boxLayerLimitsInto(slab: Slab, grid: BoxGrid, layer: number, out: BoxLimits): void {
  const values = new Float32Array(4 * grid.shift[0] * grid.shift[1] * slab.shape[2]);
  for (let bj = 0; bj < grid.count[1]; bj++) {
    for (let bi = 0; bi < grid.count[0]; bi++) {
      const box = bi + grid.count[0] * (bj + grid.count[1] * layer);
      const tissue = tissueValue(gatherBox(slab, [bi * grid.shift[0], bj * grid.shift[1]], values, grid));
      out.lower[box] = tissue === undefined ? Number.POSITIVE_INFINITY : 0.95 * tissue;
      out.upper[box] = tissue === undefined ? Number.NEGATIVE_INFINITY : 1.1 * tissue;
    }
  }
}

/** What counts in the box that starts at a place of the slab, packed at the start of `values`. */
function gatherBox(
  { data, shape: [ni, nj, nk] }: Slab,
  [fromI, fromJ]: readonly [number, number],
  values: Float32Array,
  { shift }: BoxGrid,
): Float32Array {
  const toI = Math.min(ni, fromI + 2 * shift[0]);
  const toJ = Math.min(nj, fromJ + 2 * shift[1]);
  let n = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = fromJ; j < toJ; j++) {
      const row = ni * (j + nj * k);
      for (let i = fromI; i < toI; i++) {
        const value = data[row + i] as number;
        if (!Number.isNaN(value)) values[n++] = value;
      }
    }
  }
  return values.subarray(0, n);
}

/** The median of what lies from 0.9 to 2 means: fluid and veins below it are left out of it. */
function tissueValue(values: Float32Array): number | undefined {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let n = 0;
  for (const value of values) if (value > 0.9 * mean && value < 2 * mean) values[n++] = value;
  return n === 0 ? undefined : percentilesInPlace(values.subarray(0, n), [50])[0];
}

/** Limits of each cell between two starts: what all the boxes over it allow. */
export function cellLimits(grid: BoxGrid, boxes: BoxLimits): BoxLimits {
  const [ni, nj] = grid.count;
  const lower = new Float32Array(boxes.lower.length);
  const upper = new Float32Array(boxes.upper.length);
  const both = (b: number): readonly number[] => (b === 0 ? [0] : [b - 1, b]);
  for (let cell = 0; cell < lower.length; cell++) {
    const [i, j, k] = [cell % ni, Math.floor(cell / ni) % nj, Math.floor(cell / (ni * nj))];
    const over = both(k).flatMap((bk) => both(j).flatMap((bj) => both(i).map((bi) => bi + ni * (bj + nj * bk))));
    lower[cell] = Math.max(...over.map((box) => boxes.lower[box] as number));
    upper[cell] = Math.min(...over.map((box) => boxes.upper[box] as number));
  }
  return { lower, upper };
}
