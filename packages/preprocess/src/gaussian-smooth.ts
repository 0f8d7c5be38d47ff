import { type Affine, affineDeterminant, CmbError, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { convolveInto } from "./simd/convolve.js";

/** How {@link gaussianSmooth} smooths. @since 0.1.0 */
export interface GaussianSmoothOptions {
  /** Standard deviation in mm: one number, or one for each voxel axis; 0 leaves an axis alone. */
  readonly sigmaMm: number | readonly [number, number, number];
}

/**
 * Gaussian smoothing, with the width in millimetres and so the same on anisotropic voxels.
 *
 * A separable convolution with `w(t) ∝ exp(−t² / 2σ²)`, cut off at 4 σ and scaled to sum 1; beyond the edge the nearest
 * voxel is repeated (`scipy.ndimage.gaussian_filter` with `mode="nearest"`, `truncate=4`). Cost grows with
 * σ over the spacing, up to the length of the axis. NaN and infinities spread to the whole kernel: replace them first.
 *
 * All sums are float32. WebAssembly does them where the host allows it, plain JavaScript elsewhere, with the same bits.
 *
 * @param volume - any voxel type
 * @param options - see {@link GaussianSmoothOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `OUT_OF_RANGE` when a sigma is negative or not finite, `SINGULAR_AFFINE` when an axis to smooth along has no
 * length
 * @since 0.1.0
 */
export function gaussianSmooth(volume: Volume<VoxelArray>, { sigmaMm }: GaussianSmoothOptions): Volume {
  const sigmas: readonly number[] = typeof sigmaMm === "number" ? [sigmaMm, sigmaMm, sigmaMm] : sigmaMm;
  const spacingMm = spacing(volume.affine);
  const weightsOf = (axis: 0 | 1 | 2): Float32Array => {
    const sigma = sigmas[axis] ?? Number.NaN;
    if (sigma >= 0 && Number.isFinite(sigma)) {
      const voxels = volume.shape[axis];
      if (voxels === 1 || sigma === 0) return gaussianWeights(0, voxels);
      assertLength(volume.affine, spacingMm[axis]);
      return gaussianWeights(sigma / spacingMm[axis], voxels);
    }
    const message = `gaussianSmooth: sigmaMm is ${sigma} along axis ${axis}; give a length of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "sigmaMm", value: sigma, minimum: 0 });
  };
  const weights = [weightsOf(0), weightsOf(1), weightsOf(2)] as const;
  const data = new Float32Array(volume.data.length);
  convolveInto({ source: volume.data, shape: volume.shape, weights }, data);
  return { data, shape: volume.shape, affine: volume.affine };
}

function assertLength(affine: Affine, lengthMm: number): void {
  if (lengthMm > 0 && Number.isFinite(lengthMm)) return;
  const message = `gaussianSmooth: a voxel axis is ${lengthMm} mm long; give an affine whose axes have a length`;
  throw new CmbError("SINGULAR_AFFINE", message, { determinant: affineDeterminant(affine) });
}

/** Up to here a kernel that is longer than its axis costs little, and is added up tap by tap. */
const LONGEST_OVERHANG = 256;
/** From here on float32 takes the kernel for as wide as can be. */
const WIDEST_VOXELS = 1e12;
/** ∫ exp(−t² / 2) from 0 to 4. */
const HALF_AREA = 1.253234749285228;

/**
 * One half of the kernel, centre first, scaled so that the whole sums to 1.
 *
 * A tap of `length − 1` or more voxels falls on the edge voxel, from wherever it starts. So of a kernel that is longer
 * than its axis all of those are one tap, and its cost has a bound.
 */
function gaussianWeights(sigma: number, length: number): Float32Array {
  const sigmaVoxels = Math.min(sigma, WIDEST_VOXELS);
  const radius = Math.floor(4 * sigmaVoxels + 0.5);
  const taps = radius + 1;
  const kept = radius <= Math.max(length - 1, LONGEST_OVERHANG) ? taps : length;
  const weights = Float64Array.from({ length: kept }, (_, t) =>
    t === 0 ? 1 : Math.exp(-0.5 * (t / sigmaVoxels) ** 2),
  );
  if (kept < taps) {
    // The trapezoidal rule: at the 64 voxels or more that sigma has here, it is off by less than float32 rounds.
    const whole = sigmaVoxels * HALF_AREA + (1 + Math.exp(-8)) / 2;
    weights[kept - 1] = whole - weights.subarray(0, kept - 1).reduce((total, w) => total + w, 0);
  }
  const sum = weights.reduce((total, w, t) => total + (t === 0 ? w : 2 * w), 0);
  return Float32Array.from(weights, (w) => w / sum);
}
