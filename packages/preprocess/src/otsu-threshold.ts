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
  const { counts, minimum, width } = histogram(values, mask, bins);
  if (width === 0) return minimum;
  return minimum + (bestSplit(counts) + 0.5) * width;
}

interface Histogram {
  readonly counts: Float64Array;
  readonly minimum: number;
  readonly width: number;
}

function histogram(values: ArrayLike<number>, mask: ArrayLike<number> | undefined, bins: number): Histogram {
  const [minimum, maximum] = finiteRange(values, mask);
  if (minimum > maximum) {
    throw new CmbError("EMPTY_VOLUME", "otsuThreshold: there is no finite value under the mask; give at least one", {
      shape: [values.length],
    });
  }
  if (!Number.isFinite(bins / (maximum - minimum))) return { counts: new Float64Array(bins), minimum, width: 0 };
  const pairs = countPairs(values, mask, { bins, minimum, maximum });
  const both = (bin: number): number => (pairs[2 * bin] as number) + (pairs[2 * bin + 1] as number);
  const counts = Float64Array.from({ length: bins }, (_, bin) => both(bin) + (bin === bins - 1 ? both(bins) : 0));
  return { counts, minimum, width: (maximum - minimum) / bins };
}

interface Bins {
  readonly bins: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Two counts of each bin, taken in turn, as counting a bin waits until it was counted before; the maximum has one more.
 */
function countPairs(
  values: ArrayLike<number>,
  mask: ArrayLike<number> | undefined,
  { bins, minimum, maximum }: Bins,
): Uint32Array {
  const pairs = new Uint32Array(2 * (bins + 1));
  const scale = bins / (maximum - minimum);
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number;
    // False for NaN and infinities.
    if (!(value >= minimum && value <= maximum)) continue;
    if (mask !== undefined && mask[v] === 0) continue;
    const count = (((value - minimum) * scale) << 1) | (v & 1);
    pairs[count] = (pairs[count] as number) + 1;
  }
  return pairs;
}

/** The least and the greatest finite value; +∞ and −∞ where there is none. */
function finiteRange(values: ArrayLike<number>, mask: ArrayLike<number> | undefined): readonly [number, number] {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number;
    if (mask !== undefined && mask[v] === 0) continue;
    if (value < minimum && value !== Number.NEGATIVE_INFINITY) minimum = value;
    if (value > maximum && value !== Number.POSITIVE_INFINITY) maximum = value;
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
