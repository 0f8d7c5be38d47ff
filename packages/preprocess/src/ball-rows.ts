import type { Shape } from "@cmb/core";
import { type BitRows, emptyRows } from "./bit-rows.js";

/** The rows of a ball around a voxel: for each half-width along i, the offsets along j and k that have it. */
export interface BallRows {
  /** `offsets[w]` holds dj and dk in turn. */
  readonly offsets: readonly (readonly number[])[];
  readonly count: number;
}

/** A ball of a squared radius in mm², cut off where a grid ends. */
export function ballRows(squaredRadius: number, spacingMm: readonly [number, number, number], shape: Shape): BallRows {
  const [reachI, reachJ, reachK] = ([0, 1, 2] as const).map((axis) =>
    Math.min(shape[axis] - 1, Math.floor(Math.sqrt(squaredRadius) / spacingMm[axis] + 1)),
  ) as [number, number, number];
  const offsets: number[][] = [];
  let count = 0;
  for (let dk = 0 - reachK; dk <= reachK; dk++) {
    for (let dj = 0 - reachJ; dj <= reachJ; dj++) {
      const rest = squaredRadius - (dj * spacingMm[1]) ** 2 - (dk * spacingMm[2]) ** 2;
      if (rest < 0) continue;
      let width = Math.min(reachI, Math.floor(Math.sqrt(rest) / spacingMm[0] + 1));
      while ((width * spacingMm[0]) ** 2 > rest) width--;
      while (offsets.length <= width) offsets.push([]);
      offsets[width]?.push(dj, dk);
      count++;
    }
  }
  return { offsets, count };
}

/** Above this a distance transform costs less than laying every row of the ball over every row of the mask. */
export const MAX_BALL_ROWS = 600;

/** Sets every voxel whose ball holds a set one. */
export function dilateRows(source: BitRows, { offsets }: BallRows): BitRows {
  const { shape, words, perRow } = source;
  const [, nj, nk] = shape;
  const out = emptyRows(shape);
  const wide = new Int32Array(perRow);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const at = perRow * (j + nj * k);
      let any = 0;
      for (let x = 0; x < perRow; x++) any |= wide[x] = words[at + x] as number;
      if (any === 0) continue;
      for (let width = 0; width < offsets.length; width++) {
        if (width > 0) widenByOne(wide);
        spreadRow(wide, { j, k, offsets: offsets[width] as readonly number[] }, out);
      }
    }
  }
  return out;
}

/** Sets the neighbours of set bits. */
function widenByOne(row: Int32Array): void {
  let below = 0;
  let bits = row[0] as number;
  for (let x = 0; x < row.length; x++) {
    const above = x + 1 < row.length ? (row[x + 1] as number) : 0;
    row[x] = bits | (bits << 1) | (below >>> 31) | (bits >>> 1) | (above << 31);
    below = bits;
    bits = above;
  }
}

interface SpreadRow {
  readonly j: number;
  readonly k: number;
  readonly offsets: readonly number[];
}

/** Adds a row to those at some offsets from it. */
function spreadRow(row: Int32Array, { j, k, offsets }: SpreadRow, { shape, words, perRow }: BitRows): void {
  const [, nj, nk] = shape;
  for (let n = 0; n < offsets.length; n += 2) {
    const toJ = j + (offsets[n] as number);
    const toK = k + (offsets[n + 1] as number);
    if (toJ < 0 || toJ >= nj || toK < 0 || toK >= nk) continue;
    const at = perRow * (toJ + nj * toK);
    for (let x = 0; x < perRow; x++) words[at + x] = (words[at + x] as number) | (row[x] as number);
  }
}
