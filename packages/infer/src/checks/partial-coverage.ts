import type { InputCheck } from "../report.js";
import type { TissueSummary } from "./tissue-summary.js";

/** Small adult brains have 900 ml. */
const WHOLE_BRAIN_ML = 800;

/** Less brain than a head holds, cut off by the field of view. */
export function checkPartialCoverage({ volumeMl, extentMm, cutFaces }: TissueSummary): InputCheck | undefined {
  if (volumeMl >= WHOLE_BRAIN_ML || cutFaces === 0) return undefined;
  const size = extentMm.map((mm) => Math.round(mm)).join(" × ");
  const message = `The image shows ${Math.round(volumeMl)} ml of brain, ${size} mm, cut off on ${cutFaces} of 6 sides; a whole one has ${WHOLE_BRAIN_ML} ml and more. Counts are those of this part alone.`;
  return { code: "PARTIAL_COVERAGE", severity: "warning", message };
}
