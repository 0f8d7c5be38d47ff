import type { TappedRow } from "./linear-rows.js";

/** Four rows of equal length and their weights. */
export interface RowSum {
  /** Index of the first value of row n in `source` is `rows[n]`. */
  readonly rows: readonly [number, number, number, number];
  readonly weights: readonly [number, number, number, number];
  readonly length: number;
}

/** `out[start + x] = Σ weightₙ · rowₙ[x]`. */
export function sumRowsInto(
  source: Float32Array,
  { rows, weights, length }: RowSum,
  out: Float32Array,
  start: number,
): void {
  const [a, b, c, d] = rows;
  const [wa, wb, wc, wd] = weights;
  for (let x = 0; x < length; x++) {
    out[start + x] =
      wa * (source[a + x] as number) +
      wb * (source[b + x] as number) +
      wc * (source[c + x] as number) +
      wd * (source[d + x] as number);
  }
}

/** `out[start + t] = Σ weight[4 · t + n] · vₙ`, vₙ being value `index[4 · t + n]` of the row. */
export function sumTapsInto(source: Float32Array, tapped: TappedRow, out: Float32Array, start: number): void {
  const { row } = tapped;
  const { index, weight, from, to } = tapped.taps;
  for (let t = from; t < to; t++) {
    const n = 4 * t;
    out[start + t] =
      (weight[n] as number) * (source[row + (index[n] as number)] as number) +
      (weight[n + 1] as number) * (source[row + (index[n + 1] as number)] as number) +
      (weight[n + 2] as number) * (source[row + (index[n + 2] as number)] as number) +
      (weight[n + 3] as number) * (source[row + (index[n + 3] as number)] as number);
  }
}
