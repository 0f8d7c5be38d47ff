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

/** A row and the values of it that make up each result. */
export interface TappedRow {
  /** Index of the row's first value in `source`. */
  readonly row: number;
  readonly taps: {
    readonly index: Int32Array;
    readonly weight: Float64Array;
    /** The results to make: `from` up to, and without, `to`. */
    readonly from: number;
    readonly to: number;
  };
}

/** `out[start + t] = a · (1 − weight[t]) + b · weight[t]`, a being value `index[t]` of the row and b the next one. */
export function interpolateRowInto(source: Float32Array, tapped: TappedRow, out: Float32Array, start: number): void {
  const { row } = tapped;
  const { index, weight, from, to } = tapped.taps;
  for (let t = from; t < to; t++) {
    const w = weight[t] as number;
    const lower = row + (index[t] as number);
    out[start + t] = (source[lower] as number) * (1 - w) + (source[lower + 1] as number) * w;
  }
}
