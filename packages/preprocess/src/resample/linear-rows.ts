/** Two rows of equal length and how far the result lies from the first to the second. */
export interface RowBlend {
  /** Index of the first value of either row in `source`. */
  readonly lower: number;
  readonly upper: number;
  /** Of the upper row, 0 to 1. */
  readonly weight: number;
  readonly length: number;
}

/** `out[start + x] = a + (b − a) · weight` for the values a and b of two rows. */
export function blendRowInto(source: Float32Array, blend: RowBlend, out: Float32Array, start: number): void {
  const { lower, upper, weight, length } = blend;
  for (let x = 0; x < length; x++) {
    const a = source[lower + x] as number;
    out[start + x] = a + ((source[upper + x] as number) - a) * weight;
  }
}

/** Values taken from a row, two to each result. */
export interface RowTaps {
  /** Index of the row's first value in `source`. */
  readonly row: number;
  /** Positions within the row: 2 (linear) or 4 (cubic) for each result. */
  readonly index: Int32Array;
  readonly weight: Float64Array;
  /** The results to make: `from` up to, and without, `to`. */
  readonly from: number;
  readonly to: number;
}

/** `out[start + t]` for each result t: linear interpolation within one row. */
export function interpolateRowInto(source: Float32Array, taps: RowTaps, out: Float32Array, start: number): void {
  const { row, index, weight, from, to } = taps;
  for (let t = from; t < to; t++) {
    const a = source[row + (index[2 * t] as number)] as number;
    const b = source[row + (index[2 * t + 1] as number)] as number;
    out[start + t] = a + (b - a) * (weight[2 * t + 1] as number);
  }
}
