import type { VoxelArray } from "@cmb/core";
import type { PointRow } from "./point-rows.js";

/** Weights that differ by less are equal, so that rounding does not decide. */
const TIE = 1e-6;

/**
 * `out[start + t]`: of the labels of the eight voxels around each position, the one with the greatest sum of linear
 * weights, which is the argmax of the interpolated one-hot images. At a tie the smallest label wins.
 *
 * @internal
 */
// kernel: eight voxels to a value
export function majorityRowInto({ source, shape, positions, start, from, to }: PointRow, out: VoxelArray): void {
  const [ni, nj, nk] = shape;
  const [stepI, stepJ, stepK] = [ni > 1 ? 1 : 0, nj > 1 ? ni : 0, nk > 1 ? ni * nj : 0];
  const labels = new Float64Array(8);
  const weights = new Float64Array(8);
  for (let t = from; t < to; t++) {
    const [pi, pj, pk] = [positions.i[t] as number, positions.j[t] as number, positions.k[t] as number];
    const i = Math.min(Math.max(0, ni - 2), Math.floor(pi));
    const j = Math.min(Math.max(0, nj - 2), Math.floor(pj));
    const k = Math.min(Math.max(0, nk - 2), Math.floor(pk));
    const [wi, wj, wk] = [pi - i, pj - j, pk - k];
    const corner = i + ni * (j + nj * k);
    const label = source[corner] as number;
    let same = true;
    for (let n = 0; n < 8; n++) {
      const voxel = corner + (n & 1 ? stepI : 0) + (n & 2 ? stepJ : 0) + (n & 4 ? stepK : 0);
      labels[n] = source[voxel] as number;
      weights[n] = (n & 1 ? wi : 1 - wi) * (n & 2 ? wj : 1 - wj) * (n & 4 ? wk : 1 - wk);
      same = same && labels[n] === label;
    }
    out[start + t] = same ? label : heaviest(labels, weights);
  }
}

/** The label with the greatest total weight. */
function heaviest(labels: Float64Array, weights: Float64Array): number {
  let best = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let n = 0; n < 8; n++) {
    const label = labels[n] as number;
    let total = 0;
    for (let m = 0; m < 8; m++) if (labels[m] === label) total += weights[m] as number;
    if (total > most + TIE || (total > most - TIE && label < best)) {
      best = label;
      most = total;
    }
  }
  return best;
}
