import type { ComplexImage } from "./complex-image.js";
import { type Fft3Options, fft3Into } from "./fft3-into.js";

/**
 * The discrete Fourier transform of an image along its three axes, or along some of them.
 *
 * Forward without scaling, inverse divided by the number of voxels: `numpy.fft.fftn` and `ifftn`. Any size. NaN spreads
 * to the whole image.
 *
 * @param image - real and imaginary parts; not touched
 * @param options - see {@link Fft3Options}
 * @returns new parts of the same kinds of array
 * @throws CmbError `EMPTY_VOLUME` when an axis has no voxel, `SHAPE_MISMATCH` when parts and shape disagree; the
 * signal's reason when aborted
 * @since 0.1.0
 */
export async function fft3(image: ComplexImage, options: Fft3Options = {}): Promise<ComplexImage> {
  const copy = { real: image.real.slice(), imaginary: image.imaginary.slice(), shape: image.shape };
  await fft3Into(copy, options, copy);
  return copy;
}
