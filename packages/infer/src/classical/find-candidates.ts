import { type LongTask, type Mask, spacing, type Volume } from "@cmb/core";
import { findPeaks, type Peak, separatePeaks } from "./find-peaks.js";
import { scaleResponse } from "./scale-response.js";

/** Scales at which lesions are looked for: σ in mm. They stand for balls of 2.4, 3.8, 5.9 and 9.4 mm in diameter. */
const SCALES_MM = [0.7, 1.1, 1.7, 2.7] as const;
/** Second differences of voxels much coarser than the scale would be those of the noise. */
const LEAST_SIGMA_VOXELS = 0.6;
/** Less response than that of a ball of 5 % contrast is none. */
const MIN_RESPONSE = 0.01;
/** Of two candidates closer together than this the stronger stays; the closest real ones are 2.5 mm apart. */
const SEPARATION_MM = 2;
const MAX_CANDIDATES = 2000;

/** What {@link findCandidates} needs to report its progress. */
export interface FindCandidatesOptions {
  readonly task: LongTask;
  /** Where `task` stands when this starts, and how much of it this is. */
  readonly done: number;
  readonly share: number;
}

/** The places inside of a mask that answer like dark blobs at any scale, strongest first, no two of them close. */
export async function findCandidates(
  darkness: Volume,
  mask: Mask,
  { task, done, share }: FindCandidatesOptions,
): Promise<readonly Peak[]> {
  const spacingMm = spacing(darkness.affine);
  const inPlaneMm = [...spacingMm].sort((a, b) => a - b)[1] as number;
  const limits = { minResponse: MIN_RESPONSE, separationMm: SEPARATION_MM, limit: MAX_CANDIDATES };
  const peaks: Peak[] = [];
  for (const [n, scaleMm] of SCALES_MM.entries()) {
    const part = share / SCALES_MM.length;
    const sigmaMm = Math.max(scaleMm, LEAST_SIGMA_VOXELS * inPlaneMm);
    const options = { sigmaMm, task, done: done + n * part, share: part };
    const { response, mask: sampled, stride } = await scaleResponse(darkness, mask, options);
    for (const { i, j, k, response: value } of findPeaks(response, sampled, limits)) {
      peaks.push({ i: i * stride[0], j: j * stride[1], k: k * stride[2], response: value });
    }
  }
  peaks.sort((a, b) => b.response - a.response);
  return separatePeaks(peaks, spacingMm, limits);
}
