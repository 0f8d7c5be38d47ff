import { assertSameGrid, CmbError, type LongTaskOptions, type Volume } from "@cmb/core";
import { inverseRealFft3, realFft3 } from "@cmb/preprocess";
import { assertOptions, type OptionChecks } from "../definition/check-options.js";
import { ANY_CHECK } from "../definition/option.js";
import { assertFinite } from "../kspace/assert-finite.js";

/** How {@link mixAmplitudes} mixes. @since 0.1.0 */
export interface MixAmplitudesOptions extends LongTaskOptions {
  /** Share of the other image's amplitude, 0 to 1. */
  readonly weight: number;
  /** Up to which frequency, over the highest one of each axis, above 0 up to 1; 0.05 unless given. */
  readonly cutoff?: number | undefined;
}

// Numbers out of range are an error of another code.
const CHECKS: OptionChecks<MixAmplitudesOptions> = {
  weight: ANY_CHECK,
  cutoff: ANY_CHECK,
  signal: ANY_CHECK,
  onProgress: ANY_CHECK,
};

/**
 * One image with the low-frequency amplitude spectrum of another one mixed in, and all of its own phases.
 *
 * `A = (1 − λ) |F(a)| + λ |F(b)|` for frequencies within an ellipsoid of `cutoff` of the highest frequency along each axis, `|F(a)|` beyond. Brightness, bias and
 * coarse contrast of the other scanner, with the anatomy of the first image: phases carry places. The images need not be aligned, but must have one
 * grid; bring them to one intensity scale first. The mean becomes the mixed mean.
 *
 * @param volume - the image that is kept; not touched
 * @param other - the image whose look is taken, on a grid of the same shape
 * @param options - see {@link MixAmplitudesOptions}
 * @returns a new volume on the grid of the first
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in shape, `OUT_OF_RANGE` when weight or cut-off is, `INVALID_ARGUMENT` for an option that is unknown or voxels that are not finite; the signal's reason when aborted
 * @see Yang & Soatto 2020, FDA: Fourier domain adaptation for semantic segmentation, doi:10.1109/CVPR42600.2020.00414
 * @see Xu et al. 2021, A Fourier-based framework for domain generalization, doi:10.1109/CVPR46437.2021.01415
 * @since 0.1.0
 */
export async function mixAmplitudes(volume: Volume, other: Volume, options: MixAmplitudesOptions): Promise<Volume> {
  assertOptions<MixAmplitudesOptions>("mixAmplitudes", CHECKS, options);
  const { weight, cutoff = 0.05, ...tools } = options;
  assertShare("weight", weight, 0);
  assertShare("cutoff", cutoff, Number.MIN_VALUE);
  assertSameGrid("mixAmplitudes", volume, other);
  assertFinite(volume.data);
  assertFinite(other.data);
  if (weight === 0) return { ...volume, data: volume.data.slice() };
  const { shape } = volume;
  const spectrum = await realFft3(volume, tools);
  const others = await realFft3(other, tools);
  const [half, nj, nk] = spectrum.shape;
  const place = (v: number, n: number): number => (n < 2 ? 0 : Math.min(v, n - v) / (cutoff * (n / 2)));
  for (let row = 0; row < nj * nk; row++) {
    const across = place(row % nj, nj) ** 2 + place(Math.floor(row / nj), nk) ** 2;
    for (let i = 0; i < half; i++) {
      if (across + place(i, shape[0]) ** 2 > 1) break;
      const v = row * half + i;
      const own = Math.hypot(spectrum.real[v] as number, spectrum.imaginary[v] as number);
      const theirs = Math.hypot(others.real[v] as number, others.imaginary[v] as number);
      // Without an amplitude there is no phase to keep.
      const factor = own === 0 ? 1 : 1 - weight + (weight * theirs) / own;
      spectrum.real[v] = (spectrum.real[v] as number) * factor;
      spectrum.imaginary[v] = (spectrum.imaginary[v] as number) * factor;
    }
  }
  const { data } = await inverseRealFft3(spectrum, tools);
  return { data: Float32Array.from(data), shape, affine: volume.affine };
}

function assertShare(name: string, value: number, minimum: number): void {
  if (value >= minimum && value <= 1) return;
  const message = `mixAmplitudes: ${name} is ${value}; give a number from 0 to 1`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0, maximum: 1 });
}
