import type { InputCheck } from "../report.js";
import { type ImageSummary, valueAt } from "./image-summary.js";

/** No finite voxel, or all of one value. */
export function checkEmptyImage({ sorted, volume, nonFiniteCount }: ImageSummary): InputCheck | undefined {
  const [lowest, highest] = [valueAt(sorted, 0), valueAt(sorted, 1)];
  if (sorted.length > 0 && highest > lowest) return undefined;
  const found =
    nonFiniteCount === volume.data.length
      ? `none of the ${volume.data.length} voxels holds a number`
      : `all voxels have the value ${lowest}`;
  return { code: "EMPTY_IMAGE", severity: "error", message: `The image is empty: ${found}. Export the scan again.` };
}
