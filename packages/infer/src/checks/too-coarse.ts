import type { InputCheck } from "../report.js";
import type { ImageSummary } from "./image-summary.js";

/**
 * Half of all microbleeds look 2.7 mm wide or less on SWI and T2*: with more than 2 mm in plane such a lesion is one
 * voxel. Published scans go up to 1 mm in plane and 7.2 mm between slices.
 */
const MOST_IN_PLANE_MM = 2;
const MOST_SLICE_MM = 7.5;

/** Voxels in which a microbleed of ordinary size cannot be seen. */
export function checkTooCoarse({ spacingMm }: ImageSummary): InputCheck | undefined {
  const [, inPlane = 0, slice = 0] = [...spacingMm].sort((a, b) => a - b);
  if (inPlane <= MOST_IN_PLANE_MM && slice <= MOST_SLICE_MM) return undefined;
  const message = `The voxels of ${spacingMm.map((mm) => Number(mm.toFixed(2))).join(" × ")} mm are too coarse: half of all microbleeds are at most 2.7 mm wide. Use a scan with at most ${MOST_IN_PLANE_MM} mm in plane and ${MOST_SLICE_MM} mm between slices, better under 1 mm and 3 mm.`;
  return { code: "TOO_COARSE", severity: "error", message };
}
