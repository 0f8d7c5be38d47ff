import { CmbError, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { type AxisLines, axisLines } from "./axis-lines.js";

/** How {@link gaussianSmooth} smooths. @since 0.1.0 */
export interface GaussianSmoothOptions {
  /** Standard deviation in mm: one number, or one for each voxel axis; 0 leaves an axis alone. */
  readonly sigmaMm: number | readonly [number, number, number];
}

/** Values held by the working block of one pass: small enough for a second-level cache. */
const BLOCK_VALUES = 65_536;

/**
 * Gaussian smoothing, with the width in millimetres and so the same on anisotropic voxels.
 *
 * A separable convolution with `w(t) ∝ exp(−t² / 2σ²)`, cut off at 4 σ and scaled to sum 1; beyond the edge the nearest
 * voxel is repeated (`scipy.ndimage.gaussian_filter` with `mode="nearest"`, `truncate=4`). Cost grows with
 * σ over the spacing. NaN and infinities spread to the whole kernel: replace them first.
 *
 * @param volume - any voxel type
 * @param options - see {@link GaussianSmoothOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `OUT_OF_RANGE` when a sigma is negative or not finite
 * @since 0.1.0
 */
export function gaussianSmooth(volume: Volume<VoxelArray>, { sigmaMm }: GaussianSmoothOptions): Volume {
  const sigmas: readonly number[] = typeof sigmaMm === "number" ? [sigmaMm, sigmaMm, sigmaMm] : sigmaMm;
  const data = new Float32Array(volume.data);
  const spacingMm = spacing(volume.affine);
  for (const axis of [0, 1, 2] as const) {
    const sigma = sigmas[axis] ?? Number.NaN;
    if (!(sigma >= 0 && Number.isFinite(sigma))) {
      const message = `gaussianSmooth: sigmaMm is ${sigma} along axis ${axis}; give a length of 0 or more`;
      throw new CmbError("OUT_OF_RANGE", message, { name: "sigmaMm", value: sigma, minimum: 0 });
    }
    const weights = gaussianWeights(sigma / spacingMm[axis]);
    if (weights.length > 1 && volume.shape[axis] > 1) convolveInto(axisLines(volume.shape, axis), weights, data);
  }
  return { data, shape: volume.shape, affine: volume.affine };
}

/** One half of the kernel, centre first, scaled so that the whole sums to 1. */
function gaussianWeights(sigmaVoxels: number): Float64Array {
  const radius = Math.floor(4 * sigmaVoxels + 0.5);
  const weights = Float64Array.from({ length: radius + 1 }, (_, t) =>
    t === 0 ? 1 : Math.exp(-0.5 * (t / sigmaVoxels) ** 2),
  );
  const sum = weights.reduce((total, w, t) => total + (t === 0 ? w : 2 * w), 0);
  return weights.map((w) => w / sum);
}

/** Convolves along one axis, in place. */
function convolveInto(lines: AxisLines, weights: Float64Array, data: Float32Array): void {
  if (lines.stride === 1) convolveRowsInto(lines, weights, data);
  else convolveBlocksInto(lines, weights, data);
}

/** Along i: each row is one contiguous line. */
function convolveRowsInto({ outer, length }: AxisLines, weights: Float64Array, data: Float32Array): void {
  const radius = weights.length - 1;
  const padded = new Float32Array(length + 2 * radius);
  for (let row = 0; row < outer; row++) {
    const start = row * length;
    padded.fill(data[start] as number, 0, radius);
    padded.set(data.subarray(start, start + length), radius);
    padded.fill(data[start + length - 1] as number, radius + length);
    weightedSumInto({ source: padded, centre: radius, step: 1, weights }, data.subarray(start, start + length));
  }
}

/** Along j or k: blocks of neighbouring lines, so that the inner loop runs over contiguous memory. */
function convolveBlocksInto({ outer, length, stride }: AxisLines, weights: Float64Array, data: Float32Array): void {
  const radius = weights.length - 1;
  const width = Math.min(stride, Math.max(16, Math.floor(BLOCK_VALUES / (length + 2 * radius))));
  const block = new Float32Array((length + 2 * radius) * width);
  for (let slab = 0; slab < outer; slab++) {
    for (let from = 0; from < stride; from += width) {
      const n = Math.min(width, stride - from);
      const base = slab * length * stride + from;
      for (let t = -radius; t < length + radius; t++) {
        const start = base + Math.min(length - 1, Math.max(0, t)) * stride;
        block.set(data.subarray(start, start + n), (t + radius) * width);
      }
      for (let t = 0; t < length; t++) {
        const out = data.subarray(base + t * stride, base + t * stride + n);
        weightedSumInto({ source: block, centre: (t + radius) * width, step: width, weights }, out);
      }
    }
  }
}

interface WeightedSum {
  readonly source: Float32Array;
  /** Index of the first value under the kernel's centre. */
  readonly centre: number;
  /** From one tap to the next. */
  readonly step: number;
  readonly weights: Float64Array;
}

/**
 * `out[x] = w₀ s[c + x] + Σ wₜ (s[c + x − t·step] + s[c + x + t·step])`.
 *
 * Four taps to a pass: a pass for each tap spends its time on loading and storing `out`.
 */
// kernel: unrolled by hand
function weightedSumInto({ source, centre, step, weights }: WeightedSum, out: Float32Array): void {
  const n = out.length;
  const w0 = weights[0] as number;
  for (let x = 0; x < n; x++) out[x] = w0 * (source[centre + x] as number);
  let t = 1;
  for (; t + 3 < weights.length; t += 4) {
    const w1 = weights[t] as number;
    const w2 = weights[t + 1] as number;
    const w3 = weights[t + 2] as number;
    const w4 = weights[t + 3] as number;
    let a1 = centre - t * step;
    let b1 = centre + t * step;
    let a2 = a1 - step;
    let b2 = b1 + step;
    let a3 = a2 - step;
    let b3 = b2 + step;
    let a4 = a3 - step;
    let b4 = b3 + step;
    for (let x = 0; x < n; x++) {
      out[x] =
        (out[x] as number) +
        w1 * ((source[a1++] as number) + (source[b1++] as number)) +
        w2 * ((source[a2++] as number) + (source[b2++] as number)) +
        w3 * ((source[a3++] as number) + (source[b3++] as number)) +
        w4 * ((source[a4++] as number) + (source[b4++] as number));
    }
  }
  for (; t < weights.length; t++) {
    const w = weights[t] as number;
    let a = centre - t * step;
    let b = centre + t * step;
    for (let x = 0; x < n; x++) out[x] = (out[x] as number) + w * ((source[a++] as number) + (source[b++] as number));
  }
}
