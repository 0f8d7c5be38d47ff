import type { Volume, VoxelArray } from "@cmb/core";

/** The values that are drawn black and white. @since 0.1.0 */
export interface IntensityWindow {
  readonly low: number;
  readonly high: number;
}

const MOST_SAMPLES = 1 << 18;
/** Of the way from the 1st to the 99th percentile; air, skull and noise lie below it. */
const TISSUE_FRACTION = 0.15;

/**
 * The display window of a whole scan: from its 1st percentile to the 98th of its tissue, so that neither air nor a few
 * bright voxels of fat or flow decide how dark the brain looks.
 *
 * @param volume - any values; NaN and infinities are passed over
 * @returns low < high; 0 and 1 where no voxel is finite
 * @since 0.1.0
 */
export function intensityWindow(volume: Volume<VoxelArray>): IntensityWindow {
  const { data } = volume;
  const step = Math.max(1, Math.floor(data.length / MOST_SAMPLES));
  const values: number[] = [];
  for (let v = 0; v < data.length; v += step) values.push(data[v] ?? Number.NaN);
  return windowOfValues(values, 0.98);
}

/**
 * The display window of one picture, from its own values.
 *
 * @param values - the pixels; NaN and infinities are passed over
 * @param highQuantile - the part of the tissue that stays below white, 0 to 1
 * @returns low < high; 0 and 1 where no value is finite
 * @since 0.1.0
 */
export function windowOfValues(values: ArrayLike<number>, highQuantile: number): IntensityWindow {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) return { low: 0, high: 1 };
  const low = quantile(sorted, 0.01);
  const threshold = low + TISSUE_FRACTION * (quantile(sorted, 0.99) - low);
  const tissue = sorted.filter((value) => value > threshold);
  const high = quantile(tissue.length > 0 ? tissue : sorted, highQuantile);
  return { low, high: high > low ? high : low + 1 };
}

function quantile(sorted: Float64Array, fraction: number): number {
  return sorted[Math.round(fraction * (sorted.length - 1))] ?? 0;
}

/** The grey of a pixel without data: lighter than any tissue around a dark spot, so that it is not taken for one. */
export const NO_DATA_GREY = 205;

/**
 * Values as shades of grey.
 *
 * @param values - NaN where there is no data
 * @param window - the values for black and white
 * @returns one byte for each value; {@link NO_DATA_GREY} for NaN
 * @since 0.1.0
 */
export function toGrey(values: Float32Array, { low, high }: IntensityWindow): Uint8Array {
  return Uint8Array.from(values, (value) =>
    Number.isNaN(value) ? NO_DATA_GREY : Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low)))),
  );
}
