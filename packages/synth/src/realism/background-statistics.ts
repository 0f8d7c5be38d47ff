import {
  CmbError,
  type LongTaskOptions,
  type Shape,
  spacing,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { fft3, otsuThreshold } from "@cmb/preprocess";
import { quantileOfSorted } from "./measure-object.js";

/** Local statistics of a background, each in ascending order. @since 0.1.0 */
export interface LocalStatistics {
  /** Mean of blocks of 6 mm over the median of the scan. */
  readonly mean: readonly number[];
  /** Standard deviation over mean of the same blocks. */
  readonly deviation: readonly number[];
  /** Third standardised moment of the same blocks. */
  readonly skewness: readonly number[];
  /** Size of the in-plane gradient over the mean of the patch, per mm. */
  readonly gradientPerMm: readonly number[];
}

/** What the tissue of a scan looks like, lesions aside. @since 0.1.0 */
export interface BackgroundStatistics {
  /** Squares of 24 mm in slices that are tissue throughout; 0 where a scan has none. */
  readonly patches: number;
  /** Pixels along both axes of the slices, mm. */
  readonly pixelMm: readonly [number, number];
  /** Middle of each ring of the spectrum, cycles/mm. */
  readonly frequenciesPerMm: readonly number[];
  /** Power density of the intensities over their mean, averaged over directions and patches, mm². */
  readonly powerMm2: readonly number[];
  readonly local: LocalStatistics;
}

const PATCH_MM = 24;
const BLOCK_MM = 6;
/** A patch is tissue where so many of its voxels are brighter than this share of the median of tissue. */
const TISSUE_SHARE = 0.98;
const TISSUE_FLOOR = 0.3;
/** As many as an adult's brain has at slices of 5 mm; more change nothing and take time. */
const MAX_PATCHES = 200;

/**
 * The power spectrum and the local statistics of the tissue of a scan, over squares of 24 mm in its slices (planes of
 * constant k) that hold tissue alone: at least 98 % of the voxels above 0.3 of the median of the voxels above Otsu's
 * threshold. Squares overlap by half; of more than 200 evenly spaced ones are taken.
 *
 * The spectrum is that of the intensities over their mean, minus 1, under a Hann window, as density: its integral over
 * the plane of frequencies is the variance. So scans of other pixels compare up to the lower of their Nyquist frequencies.
 *
 * @param volume - a scan or a part of one, at least 24 mm wide within its slices
 * @param options - `signal` and `onProgress`
 * @returns the statistics; empty lists where no square is tissue
 * @throws CmbError `EMPTY_VOLUME` when the slices are narrower than 24 mm; the signal's reason when aborted
 * @since 0.1.0
 */
export async function backgroundStatistics(
  volume: Volume<VoxelArray>,
  options: LongTaskOptions = {},
): Promise<BackgroundStatistics> {
  const [dx, dy] = spacing(volume.affine);
  const size = [Math.round(PATCH_MM / dx), Math.round(PATCH_MM / dy)] as const;
  const [ni, nj] = volume.shape;
  if (ni < size[0] || nj < size[1]) {
    const message = `backgroundStatistics: the slices are ${(ni * dx).toFixed(1)} × ${(nj * dy).toFixed(1)} mm; give a scan of at least ${PATCH_MM} mm`;
    throw new CmbError("EMPTY_VOLUME", message, { shape: volume.shape });
  }
  const scale = medianOfTissue(volume.data);
  const patches = evenly(tissuePatches(volume, size, scale * TISSUE_FLOOR), MAX_PATCHES);
  const spectrum = createSpectrum(size, [dx, dy]);
  const local: Record<keyof LocalStatistics, number[]> = { mean: [], deviation: [], skewness: [], gradientPerMm: [] };
  const task = startLongTask(patches.length, options);
  for (const [n, patch] of patches.entries()) {
    await task.advance("Background", n);
    await spectrum.add(patch);
    addLocal(local, patch, { size, pixelMm: [dx, dy], scale });
  }
  await task.advance("Background", patches.length);
  return {
    patches: patches.length,
    pixelMm: [dx, dy],
    ...spectrum.result(patches.length),
    local: {
      mean: local.mean.sort(byValue),
      deviation: local.deviation.sort(byValue),
      skewness: local.skewness.sort(byValue),
      gradientPerMm: evenly(local.gradientPerMm.sort(byValue), 5000),
    },
  };
}

type Pair = readonly [number, number];

const byValue = (a: number, b: number): number => a - b;

function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, n) => items[Math.floor(((n + 0.5) * items.length) / most)] as T);
}

function medianOfTissue(data: VoxelArray): number {
  const values = Float32Array.from(data).filter(Number.isFinite);
  const threshold = otsuThreshold(values);
  return quantileOfSorted(Array.from(values.filter((value) => value > threshold)).sort(byValue), 0.5);
}

/** Row by row, as lists of intensities. */
function tissuePatches({ data, shape }: Volume<VoxelArray>, [pi, pj]: Pair, floor: number): readonly Float64Array[] {
  const [ni, nj, nk] = shape;
  const found: Float64Array[] = [];
  const [stepI, stepJ] = [Math.max(1, pi >> 1), Math.max(1, pj >> 1)];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j + pj <= nj; j += stepJ) {
      for (let i = 0; i + pi <= ni; i += stepI) {
        const at = i + ni * (j + nj * k);
        const patch = Float64Array.from(
          { length: pi * pj },
          (_, n) => data[at + (n % pi) + ni * Math.floor(n / pi)] as number,
        );
        if (patch.filter((value) => value > floor).length >= TISSUE_SHARE * patch.length) found.push(patch);
      }
    }
  }
  return found;
}

interface Spectrum {
  readonly add: (patch: Float64Array) => Promise<void>;
  readonly result: (patches: number) => Pick<BackgroundStatistics, "frequenciesPerMm" | "powerMm2">;
}

/** Adds up the power of patches over rings that are as wide as the steps of the frequencies. */
function createSpectrum([pi, pj]: Pair, [dx, dy]: Pair): Spectrum {
  const shape: Shape = [pi, pj, 1];
  const hann = (n: number, count: number): number => Math.sin((Math.PI * (n + 0.5)) / count) ** 2;
  const window = Float64Array.from({ length: pi * pj }, (_, n) => hann(n % pi, pi) * hann(Math.floor(n / pi), pj));
  const energy = window.reduce((sum, weight) => sum + weight * weight, 0);
  const step = 1 / PATCH_MM;
  const count = Math.floor(0.5 / Math.max(dx, dy) / step);
  const [power, weights] = [new Float64Array(count), new Float64Array(count)];
  const frequency = (n: number, length: number, mm: number): number =>
    (n <= length / 2 ? n : n - length) / (length * mm);
  const rings = Int32Array.from(
    { length: pi * pj },
    (_, n) => Math.round(Math.hypot(frequency(n % pi, pi, dx), frequency(Math.floor(n / pi), pj, dy)) / step) - 1,
  );
  return {
    add: async (patch) => {
      const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
      const real = patch.map((value, n) => (value / mean - 1) * (window[n] as number));
      const { real: re, imaginary: im } = await fft3({ shape, real, imaginary: new Float64Array(real.length) });
      rings.forEach((ring, n) => {
        if (ring < 0 || ring >= count) return;
        power[ring] =
          (power[ring] as number) + ((re[n] as number) ** 2 + (im[n] as number) ** 2) * ((dx * dy) / energy);
        weights[ring] = (weights[ring] as number) + 1;
      });
    },
    result: (patches) => ({
      frequenciesPerMm: patches === 0 ? [] : Array.from(power, (_, ring) => (ring + 1) * step),
      powerMm2: patches === 0 ? [] : Array.from(power, (sum, ring) => sum / (weights[ring] as number)),
    }),
  };
}

interface PatchGeometry {
  readonly size: Pair;
  readonly pixelMm: Pair;
  readonly scale: number;
}

function addLocal(
  local: Record<keyof LocalStatistics, number[]>,
  patch: Float64Array,
  { size: [pi, pj], pixelMm: [dx, dy], scale }: PatchGeometry,
): void {
  const [bi, bj] = [Math.max(2, Math.round(BLOCK_MM / dx)), Math.max(2, Math.round(BLOCK_MM / dy))];
  for (let j = 0; j + bj <= pj; j += bj) {
    for (let i = 0; i + bi <= pi; i += bi) {
      const block = Float64Array.from(
        { length: bi * bj },
        (_, n) => patch[i + (n % bi) + pi * (j + Math.floor(n / bi))] as number,
      );
      const { mean, deviation, skewness } = momentsOf(block);
      local.mean.push(mean / scale);
      local.deviation.push(deviation / mean);
      local.skewness.push(skewness);
    }
  }
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
  const at = (i: number, j: number): number => patch[i + pi * j] as number;
  for (let j = 1; j < pj - 1; j++) {
    for (let i = 1; i < pi - 1; i++) {
      const along = (at(i + 1, j) - at(i - 1, j)) / (2 * dx);
      const across = (at(i, j + 1) - at(i, j - 1)) / (2 * dy);
      local.gradientPerMm.push(Math.hypot(along, across) / mean);
    }
  }
}

function momentsOf(values: Float64Array): {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
} {
  const moment = (power: number, about: number): number =>
    values.reduce((sum, value) => sum + (value - about) ** power, 0) / values.length;
  const mean = moment(1, 0);
  const variance = moment(2, mean);
  return { mean, deviation: Math.sqrt(variance), skewness: variance === 0 ? 0 : moment(3, mean) / variance ** 1.5 };
}
