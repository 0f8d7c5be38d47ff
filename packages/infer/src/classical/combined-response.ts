import { type LongTask, spacing, type Volume } from "@cmb/core";
import { radialSymmetryAt } from "../fast-radial-symmetry.js";
import { blobResponse } from "./blob-response.js";
import { smoothInSlabs } from "./smooth-in-slabs.js";

/**
 * Scales at which lesions are looked for: the σ of the smoothing in mm. A ball of radius √3 σ answers most strongly, so
 * these stand for diameters of 2.4, 3.8, 5.9 and 9.4 mm.
 */
export const SCALES_MM = [0.7, 1.1, 1.7, 2.7] as const;

/** Slices of work for each scale: one for the blob shape, one for the radial symmetry. */
export function combinedResponseWork(image: Volume): number {
  return 2 * SCALES_MM.length * image.shape[2];
}

/**
 * The dark-blob response: the geometric mean of the blob shape and the radial symmetry at each scale, the largest over
 * the scales.
 *
 * The Hessian tells blobs from tubes and is fooled by noise; the symmetry votes of a whole rim are robust and fooled by
 * crossing tubes. Both have to agree. The symmetry is multiplied by its radius, which makes it a contrast as well.
 *
 * @param darkness - 0 in plain tissue, towards 1 where darker
 */
export async function combinedResponse(darkness: Volume, { task, done }: ResponseOptions): Promise<Volume> {
  const { shape, affine } = darkness;
  const spacingMm = spacing(affine);
  const inPlaneMm = [...spacingMm].sort((a, b) => a - b)[1] as number;
  const out = new Float32Array(darkness.data.length);
  let from = done;
  for (const scale of SCALES_MM) {
    // Second differences of voxels much coarser than the scale would be those of the noise.
    const sigmaMm = Math.max(scale, 0.6 * inPlaneMm);
    const smoothed = await smoothInSlabs(darkness, { sigmaMm, task, done: from });
    const blob = await blobResponse(smoothed, { sigmaMm, task, done: from });
    from += shape[2];
    const radiusMm = Math.sqrt(3) * sigmaMm;
    const symmetry = await radialSymmetryAt(smoothed, {
      radiusMm,
      polarity: "bright",
      saturation: "shell",
      minGradientPerMm: 0.005 / radiusMm,
      task,
      done: from,
    });
    from += shape[2];
    for (let v = 0; v < out.length; v++) {
      const value = (blob.data[v] as number) * (symmetry.data[v] as number) * radiusMm;
      if (value > (out[v] as number)) out[v] = value;
    }
  }
  for (let v = 0; v < out.length; v++) out[v] = Math.sqrt(out[v] as number);
  return { data: out, shape, affine };
}

interface ResponseOptions {
  readonly task: LongTask;
  readonly done: number;
}
