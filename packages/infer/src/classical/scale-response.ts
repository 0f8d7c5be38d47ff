import { type LongTask, type Mask, spacing, type Volume } from "@cmb/core";
import { radialSymmetryAt } from "../fast-radial-symmetry.js";
import { blobResponse } from "./blob-response.js";
import { smoothInSlabs } from "./smooth-in-slabs.js";
import { type Stride, subsample } from "./subsample.js";

/** At which scale to look. */
export interface ScaleOptions {
  /** σ of the smoothing; a ball of radius √3 σ answers most strongly. */
  readonly sigmaMm: number;
  readonly task: LongTask;
  /** Where `task` stands when this starts, and how much of it this is. */
  readonly done: number;
  readonly share: number;
}

/** The response at one scale, on a grid as coarse as the scale allows. */
export interface ScaleResponse {
  readonly response: Volume;
  readonly mask: Mask;
  /** Voxels of the image to one of the response. */
  readonly stride: Stride;
}

/** The coarsest voxel that still shows the place of a rim. */
const VOXEL_PER_RADIUS = 0.2;
/** Gradients below this, relative to the whole darkness over the radius, are noise and do not vote. */
const MIN_GRADIENT = 0.005;

/**
 * The dark-blob response at one scale: the geometric mean of the blob shape and the radial symmetry.
 *
 * The Hessian tells blobs from tubes and is fooled by noise; the symmetry votes of a whole rim are robust and fooled by
 * crossing tubes. Both have to agree. The symmetry is multiplied by its radius, which makes it a contrast as well.
 * Smoothing comes first and leaves nothing much finer than the scale, so voxels finer than a fifth of the radius are
 * left out.
 *
 * @param darkness - 0 in plain tissue, towards 1 where darker
 */
export async function scaleResponse(darkness: Volume, mask: Mask, options: ScaleOptions): Promise<ScaleResponse> {
  const { sigmaMm, task, done, share } = options;
  const radiusMm = Math.sqrt(3) * sigmaMm;
  const stride = spacing(darkness.affine).map((mm) =>
    Math.max(1, Math.floor((VOXEL_PER_RADIUS * radiusMm) / mm)),
  ) as unknown as Stride;
  const fine = await smoothInSlabs(darkness, { sigmaMm, task, done });
  const smoothed = subsample(fine, stride, (n) => new Float32Array(n));
  const slices = smoothed.shape[2];
  const part: LongTask = { advance: (stage, slice) => task.advance(stage, done + (share * slice) / (2 * slices)) };
  const { data } = await blobResponse(smoothed, { sigmaMm, task: part, done: 0 });
  const symmetry = await radialSymmetryAt(smoothed, {
    radiusMm,
    polarity: "bright",
    saturation: "shell",
    minGradientPerMm: MIN_GRADIENT / radiusMm,
    task: part,
    done: slices,
  });
  for (let v = 0; v < data.length; v++) {
    data[v] = Math.sqrt((data[v] as number) * (symmetry.data[v] as number) * radiusMm);
  }
  return {
    response: { ...smoothed, data },
    mask: subsample(mask, stride, (n) => new Uint8Array(n)),
    stride,
  };
}
