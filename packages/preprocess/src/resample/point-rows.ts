import type { Shape, VoxelArray } from "@cmb/core";
import { CENTRE_SLACK } from "./axis-positions.js";
import type { RowPositions, RowSpan } from "./row-positions.js";

/** What the row kernels read and where they write. @internal */
export interface PointRow extends RowSpan {
  readonly source: VoxelArray;
  readonly shape: Shape;
  readonly positions: RowPositions;
  /** Index of the row's first voxel in the output. */
  readonly start: number;
}

/** Positions are at least 0: this added, cutting off gives the nearest voxel, halves up. */
const HALF = 0.5 + CENTRE_SLACK;

/** The voxel nearest to a position. @internal */
export function nearestVoxel(position: number): number {
  return (position + HALF) | 0;
}

/** `out[start + t]`: the voxel nearest to each position, halves up. @internal */
export function nearestRowInto({ source, shape, positions, start, from, to }: PointRow, out: VoxelArray): void {
  const { i, j, k } = positions;
  const [ni, nj] = shape;
  const half = HALF;
  for (let t = from; t < to; t++) {
    const slice = ((k[t] as number) + half) | 0;
    const row = ((j[t] as number) + half) | 0;
    out[start + t] = source[(((i[t] as number) + half) | 0) + ni * (row + nj * slice)] as number;
  }
}

/** `out[start + t]`: linear interpolation between the eight voxels around each position. @internal */
// kernel: eight values and seven blends
export function linearRowInto({ source, shape, positions, start, from, to }: PointRow, out: VoxelArray): void {
  const [ni, nj, nk] = shape;
  const [maxI, maxJ, maxK] = [Math.max(0, ni - 2), Math.max(0, nj - 2), Math.max(0, nk - 2)];
  const [stepI, stepJ, stepK] = [ni > 1 ? 1 : 0, nj > 1 ? ni : 0, nk > 1 ? ni * nj : 0];
  const { i: alongI, j: alongJ, k: alongK } = positions;
  for (let t = from; t < to; t++) {
    const pi = alongI[t] as number;
    const pj = alongJ[t] as number;
    const pk = alongK[t] as number;
    // Positions are at least 0, so cutting off is rounding down.
    let i = pi | 0;
    let j = pj | 0;
    let k = pk | 0;
    if (i > maxI) i = maxI;
    if (j > maxJ) j = maxJ;
    if (k > maxK) k = maxK;
    const wi = pi - i;
    const wj = pj - j;
    const wk = pk - k;
    const a = i + ni * (j + nj * k);
    const b = a + stepJ;
    const c = a + stepK;
    const d = c + stepJ;
    const va = source[a] as number;
    const vb = source[b] as number;
    const vc = source[c] as number;
    const vd = source[d] as number;
    const ea = va + ((source[a + stepI] as number) - va) * wi;
    const eb = vb + ((source[b + stepI] as number) - vb) * wi;
    const ec = vc + ((source[c + stepI] as number) - vc) * wi;
    const ed = vd + ((source[d + stepI] as number) - vd) * wi;
    const near = ea + (eb - ea) * wj;
    const far = ec + (ed - ec) * wj;
    out[start + t] = near + (far - near) * wk;
  }
}
