import type { Rng } from "@cmb/core";
import { fft3Into } from "@cmb/preprocess";
import { tissueIndex, tissueSignals } from "../anatomy/tissue.js";
import type { ComplexVolume } from "./complex-volume.js";
import { encodedBand } from "./encoded-band.js";
import { fillGaussian } from "./gaussian-noise.js";
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
  const noise = whiteNoise(image, rng);
  const deviation = (referenceSignal / protocol.signalToNoise) * (await shapeNoise(noise, protocol));
  for (let v = 0; v < real.length; v++) {
    noise.real[v] = (real[v] as number) + deviation * (noise.real[v] as number);
    noise.imaginary[v] = (imaginary[v] as number) + deviation * (noise.imaginary[v] as number);
  }
  return noise;
}

/** Standard normal numbers, a stream for each slice and channel. */
function whiteNoise({ shape, affine }: ComplexVolume, rng: Rng): ComplexVolume {
  const area = shape[0] * shape[1];
  const channel = (name: string): Float32Array => {
    const out = new Float32Array(area * shape[2]);
    for (let k = 0; k < shape[2]; k++) {
      fillGaussian(rng.at("noise", name, k), out.subarray(k * area, (k + 1) * area));
    }
    return out;
  };
  return { real: channel("real"), imaginary: channel("imaginary"), shape, affine };
}

/** Filters the noise as k-space is filtered, in place; returns the factor that brings its variance back to 1. */
async function shapeNoise(noise: ComplexVolume, protocol: Protocol): Promise<number> {
  const { encoding, spacingMm, acquiredSpacingMm, kSpaceFilter } = protocol;
  let factor = 1;
  const encoded = encoding === "3D" ? ([0, 1, 2] as const) : ([0, 1] as const);
  for (const axis of encoded) {
    const length = noise.shape[axis];
    const acquired = acquiredSpacingMm[axis];
    if (kSpaceFilter === undefined && acquired <= spacingMm[axis] * (1 + 1e-6)) continue;
    const band = encodedBand({ length, spacingMm: spacingMm[axis], acquiredSpacingMm: acquired, filter: kSpaceFilter });
    const weights = Float64Array.from({ length }, (_, m) => band[Math.min(m, length - m)] ?? 0);
    // Both halves of the highest frequency of an even length meet in one.
    if (length % 2 === 0 && weights[length / 2] !== 0) weights[length / 2] = 2 * (weights[length / 2] as number);
    await fft3Into(noise, { axes: [axis] }, noise);
    multiplyAlong(noise, axis, weights);
    await fft3Into(noise, { axes: [axis], direction: "inverse" }, noise);
    factor *= Math.sqrt(length / weights.reduce((sum, weight) => sum + weight * weight, 0));
  }
  return factor;
}

function multiplyAlong({ real, imaginary, shape }: ComplexVolume, axis: 0 | 1 | 2, weights: Float64Array): void {
  const stride = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  for (let v = 0; v < real.length; v++) {
    const weight = weights[Math.floor(v / stride) % weights.length] as number;
    real[v] = (real[v] as number) * weight;
    imaginary[v] = (imaginary[v] as number) * weight;
  }
}
