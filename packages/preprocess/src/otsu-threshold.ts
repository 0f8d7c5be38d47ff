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
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number;
    if (!Number.isFinite(value) || (mask !== undefined && mask[v] === 0)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  if (minimum > maximum) {
    throw new CmbError("EMPTY_VOLUME", "otsuThreshold: there is no finite value under the mask; give at least one", {
      shape: [values.length],
    });
  }
  const counts = new Float64Array(bins);
  const scale = bins / (maximum - minimum);
  if (!Number.isFinite(scale)) return { counts, minimum, width: 0 };
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number;
    if (!Number.isFinite(value) || (mask !== undefined && mask[v] === 0)) continue;
    const bin = Math.min(bins - 1, Math.floor((value - minimum) * scale));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { counts, minimum, width: (maximum - minimum) / bins };
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
