import { type ComplexArray, fft3Into } from "@cmb/preprocess";
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
  /** For each voxel of the image the first of its {@link TAPS} fine points, which wrap around. */
  readonly first: Int32Array;
  readonly taps: Float64Array;
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
  const first = new Int32Array(positions.length);
  const taps = new Float64Array(positions.length * TAPS);
  for (let n = 0; n < positions.length; n++) {
    const place = ((positions[n] as number) * fine) / axis.length;
    const start = Math.ceil(place - TAPS / 2);
    first[n] = start;
    for (let tap = 0; tap < TAPS; tap++) taps[n * TAPS + tap] = kaiserBessel(start + tap - place);
  }
  const weights = band.map((weight, m) => (weight * fine) / (axis.length * kaiserBesselSpectrum(m / fine)));
  return { length: axis.length, weights, fine, first, taps };
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

function smoothLength(atLeast: number): number {
  for (let length = atLeast; ; length++) {
    let rest = length;
    for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
    if (rest === 1) return length;
  }
}

/** Slices whose axis 0 or 1 is to be encoded. @internal */
export interface SliceStack extends ComplexArray {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  readonly shape: readonly [number, number, number];
}

/** Where {@link encodeAxis} works, and what else happens to the lines of k-space. @internal */
export interface EncodeOptions {
  readonly axis: 0 | 1;
  readonly encoding: AxisEncoding;
  /** For each slice; nothing unless given. */
  readonly lineFactors?: ((slice: number) => LineFactors) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads one axis of a stack of slices through k-space; `stack` is overwritten. @internal */
export async function encodeAxis(stack: SliceStack, options: EncodeOptions): Promise<SliceStack> {
  const { axis, encoding, signal } = options;
  await fft3Into(stack, { axes: [axis], signal }, stack);
  const shape = [...stack.shape] as [number, number, number];
  shape[axis] = encoding.fine;
  const length = shape[0] * shape[1] * shape[2];
  const fine = { real: new Float32Array(length), imaginary: new Float32Array(length), shape };
  moveBand(stack, fine, options);
  await fft3Into(fine, { axes: [axis], direction: "inverse", signal }, fine);
  return interpolate(fine, options);
}

/** Frequency m to its place on the finer axis, times its weight. */
function moveBand(from: SliceStack, to: SliceStack, { axis, encoding, lineFactors }: EncodeOptions): void {
  const { length, fine, weights } = encoding;
  const [ni, nj, slices] = from.shape;
  const stride = axis === 0 ? 1 : ni;
  const [lines, lineStep] = axis === 0 ? [nj, ni] : [ni, 1];
  const toLineStep = axis === 0 ? fine : 1;
  const last = weights.length - 1;
  for (let k = 0; k < slices; k++) {
    const factors = lineFactors?.(k);
    for (let m = -last; m <= last; m++) {
      const weight = weights[Math.abs(m)] as number;
      const c = weight * (factors === undefined ? 1 : (factors.real[m + last] as number));
      const s = weight * (factors === undefined ? 0 : (factors.imaginary[m + last] as number));
      let a = k * ni * nj + stride * ((m + length) % length);
      let b = k * (axis === 0 ? fine * nj : ni * fine) + stride * ((m + fine) % fine);
      for (let line = 0; line < lines; line++, a += lineStep, b += toLineStep) {
        const re = from.real[a] as number;
        const im = from.imaginary[a] as number;
        to.real[b] = re * c - im * s;
        to.imaginary[b] = re * s + im * c;
      }
    }
  }
}

function interpolate(fine: SliceStack, { axis, encoding }: EncodeOptions): SliceStack {
  const voxels = encoding.first.length;
  const shape = [...fine.shape] as [number, number, number];
  shape[axis] = voxels;
  const length = shape[0] * shape[1] * shape[2];
  const out = { real: new Float32Array(length), imaginary: new Float32Array(length), shape };
  for (const part of ["real", "imaginary"] as const) {
    if (axis === 0) interpolateRows(fine[part], encoding, out[part]);
    else interpolateColumns(fine[part], { encoding, width: shape[0], slices: shape[2] }, out[part]);
  }
  return out;
}

function interpolateRows(from: Float32Array, { fine, first, taps }: AxisEncoding, out: Float32Array): void {
  const voxels = first.length;
  for (let row = 0, to = 0; to < out.length; row += fine) {
    for (let n = 0; n < voxels; n++, to++) {
      const start = first[n] as number;
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) {
        sum += (taps[n * TAPS + tap] as number) * (from[row + wrapped(start + tap, fine)] as number);
      }
      out[to] = sum;
    }
  }
}

interface Columns {
  readonly encoding: AxisEncoding;
  readonly width: number;
  readonly slices: number;
}

function interpolateColumns(from: Float32Array, { encoding, width, slices }: Columns, out: Float32Array): void {
  const { fine, first, taps } = encoding;
  const voxels = first.length;
  const sums = new Float64Array(width);
  for (let k = 0; k < slices; k++) {
    for (let n = 0; n < voxels; n++) {
      sums.fill(0);
      for (let tap = 0; tap < TAPS; tap++) {
        const weight = taps[n * TAPS + tap] as number;
        const row = (k * fine + wrapped((first[n] as number) + tap, fine)) * width;
        for (let i = 0; i < width; i++) sums[i] = (sums[i] as number) + weight * (from[row + i] as number);
      }
      out.set(sums, (k * voxels + n) * width);
    }
  }
}

function wrapped(index: number, length: number): number {
  const rest = index % length;
  return rest < 0 ? rest + length : rest;
}
