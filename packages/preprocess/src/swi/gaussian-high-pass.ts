import { assertSamePlace, CmbError, type Mask, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { gaussianSmooth } from "../gaussian-smooth.js";

/** The low-pass that {@link gaussianHighPass} subtracts. @since 0.1.0 */
export interface GaussianHighPassOptions {
  /** Standard deviation along i, j and k in voxels; 0 leaves an axis alone. [4, 4, 0] unless `sigmaMm` is given. */
  readonly sigmaVoxels?: readonly [number, number, number] | undefined;
  /** The same in mm, as one number or three. */
  readonly sigmaMm?: number | readonly [number, number, number] | undefined;
  /** Voxels that the smooth copy is made of; all unless given. Outside of it, too, the difference is taken. */
  readonly mask?: Mask | undefined;
}

/**
 * An image minus a Gaussian-smoothed copy: what varies slowly goes. For unwrapped phase, as CLEAR-SWI does with 4 voxels
 * in the plane.
 *
 * Under a mask the smoothing is a normalised convolution, `G∗(m v) / G∗m`, where CLEAR-SWI runs boxes over the mask and
 * extrapolates lines beyond it. The nearest voxel is repeated beyond the faces. A constant and, three sigma from the
 * faces, a linear ramp vanish.
 *
 * @param volume - any voxel type; NaN and infinities are left out of the smooth copy and stay NaN
 * @param options - see {@link GaussianHighPassOptions}
 * @returns a new float32 volume on the same grid; NaN where nothing of the mask is within 4 sigma
 * @throws CmbError `INVALID_ARGUMENT` when both sigmas are given, `OUT_OF_RANGE` when one is negative or not finite,
 * `SHAPE_MISMATCH` when the mask has another grid
 * @see Eckstein et al. 2021, doi:10.1016/j.neuroimage.2021.118175
 * @since 0.1.0
 */
export function gaussianHighPass(volume: Volume<VoxelArray>, options: GaussianHighPassOptions = {}): Volume {
  const { mask } = options;
  if (mask !== undefined) assertSamePlace("gaussianHighPass", volume, mask);
  const sigmaMm = widthsMm(volume, options);
  const { shape, affine } = volume;
  const counts = (v: number): boolean => Number.isFinite(volume.data[v] as number) && mask?.data[v] !== 0;
  const values = new Float32Array(volume.data.length);
  let all = true;
  for (let v = 0; v < values.length; v++) {
    if (counts(v)) values[v] = volume.data[v] as number;
    else all = false;
  }
  const smooth = gaussianSmooth({ data: values, shape, affine }, { sigmaMm }).data;
  // A weight of 1 everywhere stays 1: the common case without mask and NaN needs one pass only.
  const weight = all ? undefined : weights(values.length, counts);
  const smoothWeight = weight && gaussianSmooth({ data: weight, shape, affine }, { sigmaMm }).data;
  for (let v = 0; v < values.length; v++) {
    const near = smoothWeight === undefined ? 1 : (smoothWeight[v] as number);
    const value = volume.data[v] as number;
    // Far from the mask both are 0, and their ratio NaN.
    values[v] = Number.isFinite(value) ? value - (smooth[v] as number) / near : Number.NaN;
  }
  return { data: values, shape, affine };
}

function weights(length: number, counts: (v: number) => boolean): Float32Array {
  const out = new Float32Array(length);
  for (let v = 0; v < length; v++) out[v] = Number(counts(v));
  return out;
}

function widthsMm(
  { affine }: Volume<VoxelArray>,
  { sigmaVoxels, sigmaMm }: GaussianHighPassOptions,
): readonly [number, number, number] {
  if (sigmaVoxels !== undefined && sigmaMm !== undefined) {
    const message = "gaussianHighPass: both sigmaVoxels and sigmaMm are given; give one of them";
    throw new CmbError("INVALID_ARGUMENT", message, { name: "sigmaVoxels, sigmaMm", value: [sigmaVoxels, sigmaMm] });
  }
  if (typeof sigmaMm === "number") return [sigmaMm, sigmaMm, sigmaMm];
  if (sigmaMm !== undefined) return sigmaMm;
  const mm = spacing(affine);
  const [i, j, k] = sigmaVoxels ?? [4, 4, 0];
  return [i * mm[0], j * mm[1], k * mm[2]];
}
