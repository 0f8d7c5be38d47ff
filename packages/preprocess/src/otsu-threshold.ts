import { CmbError } from "@cmb/core";

/** What {@link otsuThreshold} looks at. @since 0.1.0 */
export interface OtsuOptions {
  /** Same length as the values; a value counts where this is not 0. All count unless given. */
  readonly mask?: ArrayLike<number> | undefined;
  /** Bins of the histogram between the smallest and the largest value; 256 unless given. */
  readonly bins?: number | undefined;
}

/**
 * Otsu's threshold: the centre of the histogram bin that best splits the values into two classes.
 *
 * Maximises `n₁ n₂ (mean₁ − mean₂)²`; values above the threshold are the upper class. `skimage.filters.threshold_otsu`
 * on float images. NaN and infinities are left out.
 *
 * @param values - any numbers, such as `volume.data`
 * @param options - see {@link OtsuOptions}
 * @returns the threshold; the value itself where all are equal
 * @throws CmbError `EMPTY_VOLUME` when no finite value is left, `SHAPE_MISMATCH` when the mask has another length,
 * `OUT_OF_RANGE` when there are fewer than 2 bins
 * @see Otsu 1979, A threshold selection method from gray-level histograms, doi:10.1109/TSMC.1979.4310076
 * @since 0.1.0
 */
export function otsuThreshold(values: ArrayLike<number>, { mask, bins = 256 }: OtsuOptions = {}): number {
  if (mask !== undefined && mask.length !== values.length) {
    const message = `otsuThreshold: there are ${values.length} values and the mask has ${mask.length}; both must be on one grid`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [values.length], actual: [mask.length] });
  }
  if (!(Number.isSafeInteger(bins) && bins >= 2)) {
    const message = `otsuThreshold: bins is ${bins}; give a whole number of at least 2`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "bins", value: bins, minimum: 2 });
  }
  const { counts, minimum, width } = histogram(mask === undefined ? values : valuesUnder(mask, values), bins);
  if (width === 0) return minimum;
  return minimum + (bestSplit(counts) + 0.5) * width;
}

interface Histogram {
  readonly counts: Float64Array;
  readonly minimum: number;
  readonly width: number;
}

function valuesUnder(mask: ArrayLike<number>, values: ArrayLike<number>): Float64Array {
  const under = new Float64Array(values.length);
  let n = 0;
  for (let v = 0; v < values.length; v++) if (mask[v] !== 0) under[n++] = values[v] as number;
  return under.subarray(0, n);
}

function histogram(values: ArrayLike<number>, bins: number): Histogram {
  const [minimum, maximum] = finiteRange(values);
  if (minimum > maximum) {
    throw new CmbError("EMPTY_VOLUME", "otsuThreshold: there is no finite value under the mask; give at least one", {
      shape: [values.length],
    });
  }
  const width = (maximum - minimum) / bins;
  const scale = bins / (maximum - minimum);
  if (!Number.isFinite(scale)) return { counts: new Float64Array(bins), minimum, width: 0 };
  const counts = countValues(values, { minimum, maximum, scale, bins });
  // The maximum has a bin of its own until here.
  counts[bins - 1] = (counts[bins - 1] as number) + (counts[bins] as number);
  return { counts: Float64Array.from(counts.subarray(0, bins)), minimum, width };
}

interface Bins {
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: number;
  readonly bins: number;
}

// In a function without closures: a variable that one holds is read from memory each time.
function countValues(values: ArrayLike<number>, { minimum, maximum, scale, bins }: Bins): Uint32Array {
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
function finiteRange(values: ArrayLike<number>): readonly [number, number] {
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

/** The last bin of the lower class. */
function bestSplit(counts: Float64Array): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const totalSum = counts.reduce((sum, n, bin) => sum + n * bin, 0);
  let best = 0;
  let bestVariance = -1;
  let lower = 0;
  let lowerSum = 0;
  for (let bin = 0; bin < counts.length - 1; bin++) {
    lower += counts[bin] as number;
    lowerSum += (counts[bin] as number) * bin;
    const upper = total - lower;
    const variance = lower * upper * (lowerSum / lower - (totalSum - lowerSum) / upper) ** 2;
    if (variance > bestVariance) {
      bestVariance = variance;
      best = bin;
    }
  }
  return best;
}
