import type { InputCheck } from "../report.js";
import type { ImageSummary } from "./image-summary.js";

/** With fewer a dot cannot be told from a vein that crosses the slice. */
const LEAST_SLICES = 3;

/** A single slice, or two. */
export function checkFewSlices({ volume: { shape } }: ImageSummary): InputCheck | undefined {
  const least = Math.min(...shape);
  if (least >= LEAST_SLICES) return undefined;
  const message = `The image of ${shape.join(" × ")} voxels is ${least} thick, and a microbleed cannot be told from a vein in fewer than ${LEAST_SLICES} slices. Give the whole scan.`;
  return { code: "PARTIAL_COVERAGE", severity: "error", message };
}
