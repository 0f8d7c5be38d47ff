/** Two rows of equal length and how far the result lies from the first to the second. */
export interface RowBlend {
  /** Index of the first value of either row in `source`. */
  readonly lower: number;
  readonly upper: number;
  /** Of the upper row, 0 to 1. */
  readonly weight: number;
  readonly length: number;
}

/** `out[start + x] = a · (1 − weight) + b · weight` for the values a and b of two rows. */
export function blendRowsInto(source: Float32Array, blend: RowBlend, out: Float32Array, start: number): void {
  const { lower, upper, weight, length } = blend;
  const rest = 1 - weight;
  for (let x = 0; x < length; x++) {
    out[start + x] = (source[lower + x] as number) * rest + (source[upper + x] as number) * weight;
  }
}

/** Which values of a row make up each result: two (linear) or four (cubic). */
export interface RowTaps {
  /** Positions within the row, those of one result together. */
  readonly index: Int32Array;
  /** Their weights, which sum to 1. */
  readonly weight: Float64Array;
  /** The results to make: `from` up to, and without, `to`. */
  readonly from: number;
  readonly to: number;
}

/** A row and the taps to apply to it. */
export interface TappedRow {
  /** Index of the row's first value in `source`. */
  readonly row: number;
  readonly taps: RowTaps;
}

/** `out[start + t]` for each result t: the weighted sum of two values of one row. */
export function interpolateRowInto(source: Float32Array, tapped: TappedRow, out: Float32Array, start: number): void {
  const { row } = tapped;
  const { index, weight, from, to } = tapped.taps;
  for (let t = from; t < to; t++) {
    const w = weight[2 * t + 1] as number;
    const a = source[row + (index[2 * t] as number)] as number;
    out[start + t] = a * (1 - w) + (source[row + (index[2 * t + 1] as number)] as number) * w;
  }
}
