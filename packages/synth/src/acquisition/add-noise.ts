import { type Rng, type Shape, voxelCount } from "@cmb/core";
import { type ComplexImage, fft3Into, smoothLength } from "@cmb/preprocess";
import { tissueIndex, tissueSignals } from "../anatomy/tissue.js";
import type { ComplexVolume } from "./complex-volume.js";
import { type EncodedAxis, encodedBand } from "./encoded-band.js";
import { fillGaussian } from "./gaussian-noise.js";
import type { SliceStack } from "./in-plane-encoding.js";
import type { Protocol } from "./protocol.js";

/** How strong the noise is. @since 0.1.0 */
export interface NoiseOptions {
  readonly protocol: Protocol;
  readonly rng: Rng;
  /** The signal that `signalToNoise` is the ratio of; that of white matter in `TISSUES` unless given. */
  readonly referenceSignal?: number | undefined;
}

/**
 * Complex Gaussian noise, as a receive coil adds it; the magnitude then has a Rician distribution.
 *
 * Its standard deviation in each channel is the signal of white matter over `signalToNoise`. It comes before k-space is
 * filtered and zero-filled, so that neighbouring voxels of an interpolated image share it.
 *
 * @param image - complex, on the grid of the image; not touched
 * @param options - see {@link NoiseOptions}; the noise is that of `rng.at("noise")`
 * @returns a new complex volume; a copy when `signalToNoise` is `null`
 * @see Gudbjartsson & Patz 1995, doi:10.1002/mrm.1910340618
 * @since 0.1.0
 */
export async function addNoise(image: ComplexVolume, options: NoiseOptions): Promise<ComplexVolume> {
  const { protocol, rng } = options;
  const { real, imaginary } = image;
  if (protocol.signalToNoise === null) return { ...image, real: real.slice(), imaginary: imaginary.slice() };
  const { referenceSignal = tissueSignals(protocol)[tissueIndex("whiteMatter")] as number } = options;
  const deviation = referenceSignal / protocol.signalToNoise;
  const noise = await shapedNoise(image, protocol, rng.at("noise"));
  for (let v = 0; v < real.length; v++) {
    noise.real[v] = (real[v] as number) + deviation * (noise.real[v] as number);
    noise.imaginary[v] = (imaginary[v] as number) + deviation * (noise.imaginary[v] as number);
  }
  return noise;
}

/** Standard normal noise in both channels, filtered as k-space is. */
async function shapedNoise({ shape, affine }: ComplexVolume, protocol: Protocol, rng: Rng): Promise<ComplexVolume> {
  const filters = filtersOf(protocol);
  // A longer line than the image's whose transform is quick: a cut out of filtered noise is filtered noise.
  const along = (axis: 0 | 1 | 2): number => (filters[axis] === undefined ? shape[axis] : smoothLength(shape[axis]));
  const noise = whiteNoise([along(0), along(1), along(2)], rng);
  const factor = await filterNoise(noise, filters);
  if (factor === 1) return { ...noise, shape, affine };
  const out = {
    real: new Float32Array(voxelCount(shape)),
    imaginary: new Float32Array(voxelCount(shape)),
    shape,
    affine,
  };
  for (const part of ["real", "imaginary"] as const) {
    cropInto(noise[part], { from: noise.shape, to: shape }, out[part]);
    for (let v = 0; v < out[part].length; v++) out[part][v] = factor * (out[part][v] as number);
  }
  return out;
}

type AxisFilter = Omit<EncodedAxis, "length">;

/** What each axis of the noise is filtered by; `undefined` where all of k-space was acquired. */
function filtersOf({
  encoding,
  spacingMm,
  acquiredSpacingMm,
  kSpaceFilter,
}: Protocol): readonly (AxisFilter | undefined)[] {
  return ([0, 1, 2] as const).map((axis) => {
    const whole = kSpaceFilter === undefined && acquiredSpacingMm[axis] <= spacingMm[axis] * (1 + 1e-6);
    if (whole || (axis === 2 && encoding === "2D")) return undefined;
    return { spacingMm: spacingMm[axis], acquiredSpacingMm: acquiredSpacingMm[axis], filter: kSpaceFilter };
  });
}

/** Standard normal numbers, a stream for each slice and channel. */
function whiteNoise(shape: Shape, rng: Rng): ComplexImage & SliceStack {
  const area = shape[0] * shape[1];
  const channel = (name: string): Float32Array => {
    const out = new Float32Array(area * shape[2]);
    for (let k = 0; k < shape[2]; k++) fillGaussian(rng.at(name, k), out.subarray(k * area, (k + 1) * area));
    return out;
  };
  return { real: channel("real"), imaginary: channel("imaginary"), shape };
}

/** Filters noise in place; returns the factor that brings its variance back to 1. */
async function filterNoise(noise: SliceStack, filters: readonly (AxisFilter | undefined)[]): Promise<number> {
  let factor = 1;
  for (const axis of [0, 1, 2] as const) {
    const filter = filters[axis];
    if (filter === undefined) continue;
    const length = noise.shape[axis];
    const band = encodedBand({ ...filter, length });
    const weights = Float64Array.from({ length }, (_, m) => band[Math.min(m, length - m)] ?? 0);
    // Both halves of the highest frequency of an even length meet in one.
    if (length % 2 === 0) weights[length / 2] = 2 * (weights[length / 2] as number);
    await fft3Into(noise, { axes: [axis] }, noise);
    multiplyAlong(noise, axis, weights);
    await fft3Into(noise, { axes: [axis], direction: "inverse" }, noise);
    factor *= Math.sqrt(length / weights.reduce((sum, weight) => sum + weight * weight, 0));
  }
  return factor;
}

function multiplyAlong({ real, imaginary, shape }: SliceStack, axis: 0 | 1 | 2, weights: Float64Array): void {
  const stride = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const length = weights.length;
  for (let start = 0; start < real.length; start += stride * length) {
    for (let n = 0, v = start; n < length; n++) {
      const weight = weights[n] as number;
      for (const end = v + stride; v < end; v++) {
        real[v] = (real[v] as number) * weight;
        imaginary[v] = (imaginary[v] as number) * weight;
      }
    }
  }
}

interface Crop {
  readonly from: Shape;
  readonly to: Shape;
}

function cropInto(source: Float32Array, { from, to }: Crop, out: Float32Array): void {
  const [ni, nj, nk] = to;
  for (let row = 0; row < nj * nk; row++) {
    const start = from[0] * ((row % nj) + from[1] * Math.floor(row / nj));
    out.set(source.subarray(start, start + ni), row * ni);
  }
}
