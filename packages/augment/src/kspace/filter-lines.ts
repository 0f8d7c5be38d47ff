import type { LongTaskOptions, Shape, Volume } from "@cmb/core";
import { fft3Into } from "@cmb/preprocess";
import { assertFinite } from "./assert-finite.js";

/** Factors of the spectrum along an axis, frequency 0 first, one for each voxel of the axis. @internal */
export interface LineWeights {
  readonly real: Float64Array;
  /** All 0 unless given. */
  readonly imaginary?: Float64Array | undefined;
}

/** One term of a sum: an image and the weights of its spectrum. @internal */
export interface FilteredImage {
  readonly data: Float32Array;
  readonly weights: LineWeights;
}

/** Where and how to filter. @internal */
export interface FilterLinesOptions extends LongTaskOptions {
  readonly shape: Shape;
  readonly axis: 0 | 1 | 2;
}

/**
 * A sum of real images, each with its spectrum along one axis multiplied by weights: `Re Σ F⁻¹(weights · F(data))`.
 *
 * What happens to lines along one axis of k-space commutes with the transforms along the others, so that these are never
 * made. The real part of what weights give is what their Hermitian part `(w(k) + conj(w(−k))) / 2` gives, whose kernel is real:
 * so one half of the lines goes through the complex transform as the imaginary part of the other.
 *
 * @internal
 */
export async function filterLines(
  images: readonly FilteredImage[],
  { shape, axis, ...tools }: FilterLinesOptions,
): Promise<Float32Array> {
  for (const { data } of images) assertFinite(data);
  const halves = halvesOf(shape, axis);
  const [first, ...others] = images.map(({ data, weights }) => ({ data, weights: hermitianPart(weights) }));
  if (first === undefined) return new Float32Array(shape[0] * shape[1] * shape[2]);
  const sum = halves.pack(first.data);
  await fft3Into({ ...sum, shape: halves.shape }, { axes: [axis], ...tools }, sum);
  weighInto(sum, first.weights, { ...halves, axis, add: false }, sum);
  for (const { data, weights } of others) {
    const spectrum = halves.pack(data);
    await fft3Into({ ...spectrum, shape: halves.shape }, { axes: [axis], ...tools }, spectrum);
    weighInto(spectrum, weights, { ...halves, axis, add: true }, sum);
  }
  await fft3Into({ ...sum, shape: halves.shape }, { direction: "inverse", axes: [axis], ...tools }, sum);
  return halves.unpack(sum);
}

/**
 * The magnitude of an image whose spectrum along one axis is multiplied by complex weights: what a scanner shows of it.
 *
 * @internal
 */
export async function filterLinesToMagnitude(
  { data, shape }: Volume,
  { axis, weights, ...tools }: LongTaskOptions & { readonly axis: 0 | 1 | 2; readonly weights: LineWeights },
): Promise<Float32Array> {
  assertFinite(data);
  const spectrum = { real: data.slice(), imaginary: new Float32Array(data.length) };
  await fft3Into({ ...spectrum, shape }, { axes: [axis], ...tools }, spectrum);
  weighInto(spectrum, weights, { shape, axis, add: false }, spectrum);
  await fft3Into({ ...spectrum, shape }, { direction: "inverse", axes: [axis], ...tools }, spectrum);
  const { real, imaginary } = spectrum;
  for (let v = 0; v < real.length; v++) {
    real[v] = Math.sqrt((real[v] as number) ** 2 + (imaginary[v] as number) ** 2);
  }
  return real;
}

/** Places of k-space in the order of frequency, lowest first: shifted place s is frequency s − ⌊n / 2⌋. @internal */
export function fromShifted(shifted: Float64Array): Float64Array {
  const n = shifted.length;
  return Float64Array.from({ length: n }, (_, k) => shifted[(k + Math.floor(n / 2)) % n] as number);
}

interface Complex {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

interface Halves {
  /** Of each half. */
  readonly shape: Shape;
  pack(data: Float32Array): Complex;
  unpack(packed: Complex): Float32Array;
}

/** Cuts an image in two across another axis; the middle slab of an odd number is in the first half alone. */
function halvesOf(shape: Shape, axis: 0 | 1 | 2): Halves {
  // The slowest axis that is not filtered: its halves lie in one piece each, or in one piece for each slice.
  const across = axis === 2 ? 1 : 2;
  const [ni, nj, nk] = shape;
  const kept = Math.ceil(shape[across] / 2);
  const half: Shape = across === 2 ? [ni, nj, kept] : [ni, kept, nk];
  const piece = across === 2 ? ni * nj * kept : ni * kept;
  const whole = across === 2 ? ni * nj * nk : ni * nj;
  const pieces = across === 2 ? 1 : nk;
  return {
    shape: half,
    pack: (data) => {
      const packed = { real: new Float32Array(piece * pieces), imaginary: new Float32Array(piece * pieces) };
      for (let n = 0; n < pieces; n++) {
        packed.real.set(data.subarray(n * whole, n * whole + piece), n * piece);
        packed.imaginary.set(data.subarray(n * whole + piece, (n + 1) * whole), n * piece);
      }
      return packed;
    },
    unpack: ({ real, imaginary }) => {
      const data = new Float32Array(whole * pieces);
      for (let n = 0; n < pieces; n++) {
        data.set(real.subarray(n * piece, (n + 1) * piece), n * whole);
        data.set(imaginary.subarray(n * piece, n * piece + whole - piece), n * whole + piece);
      }
      return data;
    },
  };
}

function hermitianPart({ real, imaginary }: LineWeights): LineWeights {
  const { length } = real;
  const mirrored = (k: number): number => (length - k) % length;
  const odd = imaginary?.map((value, k) => (value - (imaginary[mirrored(k)] as number)) / 2);
  return {
    real: real.map((value, k) => (value + (real[mirrored(k)] as number)) / 2),
    imaginary: odd?.some((value) => value !== 0) ? odd : undefined,
  };
}

interface Weighing {
  readonly shape: Shape;
  readonly axis: 0 | 1 | 2;
  readonly add: boolean;
}

/** A spectrum times the weights of its lines, into another one or added to it. */
// kernel: one loop for each way that an axis lies in memory would be three
function weighInto(
  { real, imaginary }: Complex,
  weights: LineWeights,
  { shape, axis, add }: Weighing,
  out: Complex,
): void {
  const stride = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const length = shape[axis];
  const keep = add ? 1 : 0;
  if (axis === 0) {
    for (let v = 0; v < real.length; v += length) weighRun(v, 0, length);
    return;
  }
  for (let line = 0; line < real.length / stride; line++) {
    const k = line % length;
    const c = weights.real[k] as number;
    const s = weights.imaginary === undefined ? 0 : (weights.imaginary[k] as number);
    if (add && c === 0 && s === 0) continue;
    for (let v = line * stride; v < (line + 1) * stride; v++) {
      const [a, b] = [real[v] as number, imaginary[v] as number];
      out.real[v] = keep * (out.real[v] as number) + a * c - b * s;
      out.imaginary[v] = keep * (out.imaginary[v] as number) + a * s + b * c;
    }
  }

  function weighRun(start: number, from: number, to: number): void {
    for (let k = from; k < to; k++) {
      const v = start + k;
      const c = weights.real[k] as number;
      const s = weights.imaginary === undefined ? 0 : (weights.imaginary[k] as number);
      const [a, b] = [real[v] as number, imaginary[v] as number];
      out.real[v] = keep * (out.real[v] as number) + a * c - b * s;
      out.imaginary[v] = keep * (out.imaginary[v] as number) + a * s + b * c;
    }
  }
}
