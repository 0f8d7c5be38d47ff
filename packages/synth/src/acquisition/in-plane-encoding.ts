import { addWeightedRowsInto, fft3Into, type RowWeights, smoothLength } from "@cmb/preprocess";
import { type EncodedAxis, encodedBand } from "./encoded-band.js";

/** Complex factors of the frequencies −M … M of an axis, in this order. */
export interface LineFactors {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** What reads an axis of a simulated grid through k-space. @internal */
export interface AxisEncoding {
  /** Voxels of the simulated axis. */
  readonly length: number;
  /** Weight of each frequency from 0 on, with what the interpolation needs. */
  readonly weights: Float64Array;
  /** Points of the finer axis that the image is interpolated from. */
  readonly fine: number;
  /** For each voxel of the image its fine points, counted from {@link TAPS} before the first one, and their weights. */
  readonly sums: readonly RowWeights[];
}

/** Taps of the interpolation: with a fine axis of twice the band the error is below 1e-6. */
const TAPS = 8;

/** Kaiser–Bessel shape for {@link TAPS} and an axis twice as fine (Beatty et al. 2005, eq. 5). */
const BETA = Math.PI * Math.sqrt((TAPS / 2) ** 2 * 1.5 ** 2 - 0.8);

/**
 * How an axis is encoded and where it is read: k-space cut to its band, then the trigonometric sum at any positions.
 *
 * The sum is a non-uniform Fourier transform: a transform onto an axis twice as fine as the band, and interpolation by a
 * Kaiser–Bessel kernel whose own transform is divided out. So image voxels may have any size and offset.
 *
 * @param positions - of the image voxels, in voxels of the simulated axis
 * @see Beatty et al. 2005, Rapid gridding reconstruction with a minimal oversampling ratio, doi:10.1109/TMI.2005.848376
 * @internal
 */
export function axisEncoding(axis: EncodedAxis, positions: Float64Array): AxisEncoding {
  const band = encodedBand(axis);
  const fine = smoothLength(Math.max(2 * TAPS, 2 * (2 * band.length - 1)));
  const sums = Array.from(positions, (position) => {
    const place = (position * fine) / axis.length;
    const start = Math.ceil(place - TAPS / 2);
    const weights = Float64Array.from({ length: TAPS }, (_, tap) => kaiserBessel(start + tap - place));
    return { first: start + TAPS, weights };
  });
  const weights = band.map((weight, m) => (weight * fine) / (axis.length * kaiserBesselSpectrum(m / fine)));
  return { length: axis.length, weights, fine, sums };
}

function kaiserBessel(offset: number): number {
  const share = (2 * offset) / TAPS;
  return Math.abs(share) >= 1 ? 0 : besselI0(BETA * Math.sqrt(1 - share * share));
}

function kaiserBesselSpectrum(turnsPerPoint: number): number {
  const root = Math.sqrt(BETA ** 2 - (Math.PI * TAPS * turnsPerPoint) ** 2);
  return (TAPS * Math.sinh(root)) / root;
}

function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}

/** Slices of complex values. @internal */
export interface SliceStack {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  readonly shape: readonly [number, number, number];
}

/** How {@link encodeRows} reads the second axis of slices. @internal */
export interface EncodeOptions {
  readonly encoding: AxisEncoding;
  /** What else happens to the lines of k-space of a slice; nothing unless given. */
  readonly lineFactors?: ((slice: number) => LineFactors) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the second axis of slices through k-space; `stack` is overwritten. @internal */
export async function encodeRows(stack: SliceStack, options: EncodeOptions): Promise<SliceStack> {
  const { encoding, signal } = options;
  const [width, , slices] = stack.shape;
  await fft3Into(stack, { axes: [1], signal }, stack);
  const shape = [width, encoding.fine, slices] as const;
  const length = width * encoding.fine * slices;
  const fine = { real: new Float32Array(length), imaginary: new Float32Array(length), shape };
  for (let k = 0; k < slices; k++) moveBand(stack, fine, { k, encoding, factors: options.lineFactors?.(k) });
  await fft3Into(fine, { axes: [1], direction: "inverse", signal }, fine);
  return interpolateRows(fine, encoding);
}

interface BandOfSlice {
  readonly k: number;
  readonly encoding: AxisEncoding;
  readonly factors: LineFactors | undefined;
}

/** Frequency m to its place on the finer axis, times its weight. */
function moveBand(from: SliceStack, to: SliceStack, { k, encoding, factors }: BandOfSlice): void {
  const { length, fine, weights } = encoding;
  const width = from.shape[0];
  const last = weights.length - 1;
  for (let m = -last; m <= last; m++) {
    const weight = weights[Math.abs(m)] as number;
    const c = weight * (factors === undefined ? 1 : (factors.real[m + last] as number));
    const s = weight * (factors === undefined ? 0 : (factors.imaginary[m + last] as number));
    const a = width * (k * length + ((m + length) % length));
    const b = width * (k * fine + ((m + fine) % fine));
    for (let i = 0; i < width; i++) {
      const re = from.real[a + i] as number;
      const im = from.imaginary[a + i] as number;
      to.real[b + i] = re * c - im * s;
      to.imaginary[b + i] = re * s + im * c;
    }
  }
}

function interpolateRows(stack: SliceStack, { fine, sums }: AxisEncoding): SliceStack {
  const [width, , slices] = stack.shape;
  const size = width * sums.length;
  const shape = [width, sums.length, slices] as const;
  const out = { real: new Float32Array(size * slices), imaginary: new Float32Array(size * slices), shape };
  const rows = new Float32Array(width * (fine + 2 * TAPS));
  for (const part of ["real", "imaginary"] as const) {
    for (let k = 0; k < slices; k++) {
      // The axis wraps around: its last points before the first ones, and its first ones after the last.
      const slice = stack[part].subarray(k * fine * width, (k + 1) * fine * width);
      rows.set(slice.subarray((fine - TAPS) * width));
      rows.set(slice, TAPS * width);
      rows.set(slice.subarray(0, TAPS * width), (TAPS + fine) * width);
      addWeightedRowsInto(rows, { rowLength: width, sums }, out[part].subarray(k * size, (k + 1) * size));
    }
  }
  return out;
}

/** Voxels of a square that is transposed at a time, so that it stays in the cache. */
const SQUARE = 32;

/** Exchanges the two axes of each slice. @internal */
export function transposeSlices({ real, imaginary, shape: [ni, nj, slices] }: SliceStack): SliceStack {
  const out = {
    real: new Float32Array(real.length),
    imaginary: new Float32Array(real.length),
    shape: [nj, ni, slices] as const,
  };
  for (let k = 0; k < slices; k++) {
    const slice = k * ni * nj;
    for (let square = 0; square < Math.ceil(ni / SQUARE) * Math.ceil(nj / SQUARE); square++) {
      const i0 = (square % Math.ceil(ni / SQUARE)) * SQUARE;
      const j0 = Math.floor(square / Math.ceil(ni / SQUARE)) * SQUARE;
      for (let i = i0; i < Math.min(ni, i0 + SQUARE); i++) {
        for (let j = j0; j < Math.min(nj, j0 + SQUARE); j++) {
          out.real[slice + i * nj + j] = real[slice + j * ni + i] as number;
          out.imaginary[slice + i * nj + j] = imaginary[slice + j * ni + i] as number;
        }
      }
    }
  }
  return out;
}
