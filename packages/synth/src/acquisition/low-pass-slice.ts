import type { ComplexSlice } from "./complex-slice.js";
import type { Grid } from "./grid.js";

/** Half height at 0.067 cycles/mm, as of a Hann window over 64 lines of k-space 1/240 mm apart. */
const SIGMA_MM = 2.8;

/**
 * The slow part of a slice's complex signal, whose phase SWI takes away before it makes its mask.
 *
 * A Gaussian of 2.8 mm in the plane, which stands for the Hann-windowed central 64 × 64 lines of k-space of a 240 mm
 * field of view. Outside of the slice there is no signal.
 *
 * @returns a new slice
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @internal
 */
export function lowPassSlice(slice: ComplexSlice, { shape, spacingMm }: Grid): ComplexSlice {
  const [ni, nj] = shape;
  const alongI = { count: ni, stride: 1, lines: nj, lineStride: ni, kernel: gaussian(SIGMA_MM / spacingMm[0]) };
  const alongJ = { count: nj, stride: ni, lines: ni, lineStride: 1, kernel: gaussian(SIGMA_MM / spacingMm[1]) };
  const both = (data: Float32Array): Float32Array => smoothLines(smoothLines(data, alongI), alongJ);
  return { real: both(slice.real), imaginary: both(slice.imaginary) };
}

/** One half of the kernel, its middle first; the sum over both halves is 1. */
function gaussian(sigma: number): Float64Array {
  const half = Float64Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, n) => Math.exp(-0.5 * (n / sigma) ** 2));
  const sum = half.reduce((total, weight, n) => total + (n === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / sum);
}

interface Lines {
  readonly count: number;
  readonly stride: number;
  readonly lines: number;
  readonly lineStride: number;
  readonly kernel: Float64Array;
}

function smoothLines(data: Float32Array, { count, stride, lines, lineStride, kernel }: Lines): Float32Array {
  const out = new Float32Array(data.length);
  const reach = kernel.length - 1;
  // With zeros on both sides the inner loop needs no test for the border.
  const padded = new Float64Array(count + 2 * reach);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStride;
    for (let n = 0; n < count; n++) padded[n + reach] = data[start + n * stride] as number;
    for (let n = 0; n < count; n++) {
      const middle = n + reach;
      let sum = (kernel[0] as number) * (padded[middle] as number);
      for (let t = 1; t <= reach; t++) {
        sum += (kernel[t] as number) * ((padded[middle - t] as number) + (padded[middle + t] as number));
      }
      out[start + n * stride] = sum;
    }
  }
  return out;
}
