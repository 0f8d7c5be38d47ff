import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import type { ImageSummary } from "./image-summary.js";

/** Voxels that are NaN or infinite; detection fills them from their neighbours. */
export function checkNanVoxels({ nonFiniteCount, volume }: ImageSummary): InputCheck | undefined {
  if (nonFiniteCount === 0) return undefined;
  const share = formatPercent(nonFiniteCount / volume.data.length);
  const message = `${nonFiniteCount} voxels (${share}) are NaN or infinite and are filled from their neighbours. Nothing is found where many lie together; look for the processing step that made them.`;
  return { code: "NAN_VOXELS", severity: "warning", message };
}
