import { CmbError, spacing, type Volume, type VoxelArray } from "@cmb/core";
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
 * σ over the spacing. NaN and infinities spread to the whole kernel: replace them first.
 *
 * All sums are float32. WebAssembly does them where the host allows it, plain JavaScript elsewhere, with the same bits.
 *
 * @param volume - any voxel type
 * @param options - see {@link GaussianSmoothOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `OUT_OF_RANGE` when a sigma is negative or not finite
 * @since 0.1.0
 */
export function gaussianSmooth(volume: Volume<VoxelArray>, { sigmaMm }: GaussianSmoothOptions): Volume {
  const sigmas: readonly number[] = typeof sigmaMm === "number" ? [sigmaMm, sigmaMm, sigmaMm] : sigmaMm;
  const spacingMm = spacing(volume.affine);
  const weightsOf = (axis: 0 | 1 | 2): Float32Array => {
    const sigma = sigmas[axis] ?? Number.NaN;
    if (sigma >= 0 && Number.isFinite(sigma)) {
      return gaussianWeights(volume.shape[axis] === 1 ? 0 : sigma / spacingMm[axis]);
    }
    const message = `gaussianSmooth: sigmaMm is ${sigma} along axis ${axis}; give a length of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "sigmaMm", value: sigma, minimum: 0 });
  };
  const weights = [weightsOf(0), weightsOf(1), weightsOf(2)] as const;
  const data = new Float32Array(volume.data.length);
  convolveInto({ source: volume.data, shape: volume.shape, weights }, data);
  return { data, shape: volume.shape, affine: volume.affine };
}

/** One half of the kernel, centre first, scaled so that the whole sums to 1. */
function gaussianWeights(sigmaVoxels: number): Float32Array {
  const radius = Math.floor(4 * sigmaVoxels + 0.5);
  const weights = Float64Array.from({ length: radius + 1 }, (_, t) =>
    t === 0 ? 1 : Math.exp(-0.5 * (t / sigmaVoxels) ** 2),
  );
  const sum = weights.reduce((total, w, t) => total + (t === 0 ? w : 2 * w), 0);
  return Float32Array.from(weights, (w) => w / sum);
}
