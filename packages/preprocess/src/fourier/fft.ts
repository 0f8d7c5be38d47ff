import { assertParts, assertTransformShape, type ComplexArray } from "./complex-image.js";
import { fftPlan, LINES, lineBlock } from "./fft-plan.js";
import type { FourierDirection } from "./transform-axis.js";

/** Which way {@link fft} goes. @since 0.1.0 */
export interface FftOptions {
  /** `"forward"` unless given. */
  readonly direction?: FourierDirection | undefined;
}

/**
 * The discrete Fourier transform of one line of any length.
 *
 * Forward `X[k] = Σ x[t] exp(−2πi k t / n)`; inverse with +, divided by n: `numpy.fft.fft` and `ifft`. Mixed radix, and
 * a chirp for lengths with a prime factor above 61, so that no length is slow. NaN spreads to the whole line.
 *
 * @param signal - real parts, and imaginary ones unless all are 0
 * @param options - see {@link FftOptions}
 * @returns float64 parts of the same length, frequency 0 first
 * @throws CmbError `EMPTY_VOLUME` when there is no sample, `SHAPE_MISMATCH` when the parts differ in length
 * @since 0.1.0
 */
export function fft(
  signal: { readonly real: ArrayLike<number>; readonly imaginary?: ArrayLike<number> | undefined },
  { direction = "forward" }: FftOptions = {},
): ComplexArray {
  const real = Float64Array.from(signal.real);
  const imaginary =
    signal.imaginary === undefined ? new Float64Array(real.length) : Float64Array.from(signal.imaginary);
  const { length } = real;
  assertTransformShape("fft", [length, 1, 1]);
  assertParts("fft", { real, imaginary }, length);
  const [first, second] = direction === "inverse" ? [imaginary, real] : [real, imaginary];
  const block = lineBlock(length);
  for (let t = 0; t < length; t++) {
    block.real[t * LINES] = first[t] as number;
    block.imaginary[t * LINES] = second[t] as number;
  }
  const result = fftPlan(length).transform(block);
  const factor = direction === "inverse" ? 1 / length : 1;
  for (let t = 0; t < length; t++) {
    first[t] = (result.real[t * LINES] as number) * factor;
    second[t] = (result.imaginary[t * LINES] as number) * factor;
  }
  return { real, imaginary };
}
