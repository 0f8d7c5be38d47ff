import type { VoxelArray } from "@cmb/core";
import { cubicWeightsInto, mirrored } from "./axis-taps.js";
import type { PointRow } from "./point-rows.js";

/** `out[start + t]`: the cubic B-spline at each position, from its coefficients; mirrored about the outermost centres. @internal */
// kernel: 64 coefficients to a value
export function splineRowInto({ source, shape, positions, start, from, to }: PointRow, out: VoxelArray): void {
  const [ni, nj, nk] = shape;
  const weights = new Float64Array(12);
  const taps = new Int32Array(12);
  const { i: alongI, j: alongJ, k: alongK } = positions;
  for (let t = from; t < to; t++) {
    placeInto(alongI[t] as number, { length: ni, stride: 1, at: 0 }, weights, taps);
    placeInto(alongJ[t] as number, { length: nj, stride: ni, at: 4 }, weights, taps);
    placeInto(alongK[t] as number, { length: nk, stride: ni * nj, at: 8 }, weights, taps);
    const i0 = taps[0] as number;
    const i1 = taps[1] as number;
    const i2 = taps[2] as number;
    const i3 = taps[3] as number;
    const w0 = weights[0] as number;
    const w1 = weights[1] as number;
    const w2 = weights[2] as number;
    const w3 = weights[3] as number;
    let sum = 0;
    for (let c = 8; c < 12; c++) {
      const slice = taps[c] as number;
      let inSlice = 0;
      for (let b = 4; b < 8; b++) {
        const row = (taps[b] as number) + slice;
        inSlice +=
          (weights[b] as number) *
          (w0 * (source[row + i0] as number) +
            w1 * (source[row + i1] as number) +
            w2 * (source[row + i2] as number) +
            w3 * (source[row + i3] as number));
      }
      sum += (weights[c] as number) * inSlice;
    }
    out[start + t] = sum;
  }
}

interface TapAxis {
  readonly length: number;
  readonly stride: number;
  /** Where the four taps go. */
  readonly at: number;
}

function placeInto(position: number, { length, stride, at }: TapAxis, weights: Float64Array, taps: Int32Array): void {
  // Positions are at least 0, so cutting off is rounding down.
  const lower = position | 0;
  cubicWeightsInto(position - lower, weights, at);
  if (lower >= 1 && lower + 2 < length) {
    const first = (lower - 1) * stride;
    taps[at] = first;
    taps[at + 1] = first + stride;
    taps[at + 2] = first + 2 * stride;
    taps[at + 3] = first + 3 * stride;
  } else {
    for (let n = 0; n < 4; n++) taps[at + n] = mirrored(lower - 1 + n, length) * stride;
  }
}
