/** Bins of one width. */
export interface Binning {
  readonly minimum: number;
  readonly maximum: number;
  /** Bins for each unit of value. */
  readonly scale: number;
  readonly bins: number;
}

/** How many values lie in each bin, with one more for the maximum; NaN and infinities are left out. */
export function countValues(values: ArrayLike<number>, { minimum, maximum, scale, bins }: Binning): Uint32Array {
  const counts = new Uint32Array(bins + 1);
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number;
    // NaN and infinities are not within either.
    if (!(value >= minimum && value <= maximum)) continue;
    const bin = ((value - minimum) * scale) | 0;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

const CHUNK = 4096;

/** The least and the greatest finite value; +∞ and −∞ where there is none. */
export function finiteRange(values: ArrayLike<number>): readonly [number, number] {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < values.length; from += CHUNK) {
    const to = Math.min(values.length, from + CHUNK);
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let v = from; v < to; v++) {
      least = Math.min(least, values[v] as number);
      most = Math.max(most, values[v] as number);
    }
    // A chunk with a NaN or an infinity gives one.
    if (!(Number.isFinite(least) && Number.isFinite(most))) [least, most] = finiteRangeOf(values, from, to);
    minimum = Math.min(minimum, least);
    maximum = Math.max(maximum, most);
  }
  return [minimum, maximum];
}

function finiteRangeOf(values: ArrayLike<number>, from: number, to: number): [number, number] {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = from; v < to; v++) {
    const value = values[v] as number;
    if (!Number.isFinite(value)) continue;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return [minimum, maximum];
}
