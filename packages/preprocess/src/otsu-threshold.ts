import { CmbError } from "@cmb/core";
import { countValues, finiteRange } from "./histogram.js";
import { countFloats, finiteRangeOfFloats } from "./simd/float-histogram.js";

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

function valuesUnder(mask: ArrayLike<number>, values: ArrayLike<number>): Float32Array | Float64Array {
  const under = values instanceof Float32Array ? new Float32Array(values.length) : new Float64Array(values.length);
  let n = 0;
  for (let v = 0; v < values.length; v++) if (mask[v] !== 0) under[n++] = values[v] as number;
  return under.subarray(0, n);
}

function histogram(values: ArrayLike<number>, bins: number): Histogram {
  const floats = values instanceof Float32Array;
  const [minimum, maximum] = floats ? finiteRangeOfFloats(values) : finiteRange(values);
  if (minimum > maximum) {
    throw new CmbError("EMPTY_VOLUME", "otsuThreshold: there is no finite value under the mask; give at least one", {
      shape: [values.length],
    });
  }
  const width = (maximum - minimum) / bins;
  const scale = bins / (maximum - minimum);
  if (!Number.isFinite(scale)) return { counts: new Float64Array(bins), minimum, width: 0 };
  const binning = { minimum, maximum, scale, bins };
  const counts = floats ? countFloats(values, binning) : countValues(values, binning);
  // The maximum has a bin of its own until here.
  counts[bins - 1] = (counts[bins - 1] as number) + (counts[bins] as number);
  return { counts: Float64Array.from(counts.subarray(0, bins)), minimum, width };
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
