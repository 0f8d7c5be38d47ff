import type { CaseResult } from "../evaluation/case-result.js";
import type { Protocol } from "../protocols/protocol.js";
import type { SegmentationScores } from "../segmentation/segmentation-scores.js";
import { alignColumns } from "./align-columns.js";
import { formatNumber, formatPosition } from "./format-number.js";
import type { LesionOutcome } from "./lesion-outcomes.js";

/** One pair of masks with all that was measured on it. @since 0.1.0 */
export interface MeasuredPair {
  readonly protocol: Protocol;
  readonly segmentation: SegmentationScores;
  readonly detection: Omit<CaseResult, "id">;
  readonly lesions: readonly LesionOutcome[];
}

/**
 * One pair of masks as plain text for a terminal: overlap and surfaces of the whole masks, then each lesion.
 *
 * @param pair - scores of the masks and outcomes of the lesions
 * @returns lines that end in a line feed; a dash where a quantity is undefined
 * @since 0.1.0
 */
export function formatPairText({ protocol, segmentation: s, detection, lesions }: MeasuredPair): string {
  const { truePositives, falsePositives, falseNegatives, precision, recall, f1 } = detection;
  const rows = lesions.map((lesion) => [
    `${lesion.side} ${lesion.number}`,
    lesion.outcome,
    lesion.centreMm === null ? "" : formatPosition(lesion.centreMm),
    String(lesion.sizeVoxels ?? ""),
    formatNumber(lesion.features["diameterMm"] ?? Number.NaN),
    formatNumber(lesion.features["axisRatio"] ?? Number.NaN),
  ]);
  return [
    `Dice ${formatNumber(s.dice)}, IoU ${formatNumber(s.iou)}, predicted minus reference volume ${formatNumber(s.volumeDifferenceMm3)} mm³`,
    `HD ${formatNumber(s.hausdorffMm)} mm, HD95 ${formatNumber(s.hausdorff95Mm)} mm, ASSD ${formatNumber(s.assdMm)} mm, surface Dice at ${s.surfaceToleranceMm} mm ${formatNumber(s.surfaceDice)}`,
    `${protocol.id}: ${truePositives} true positives, ${falsePositives} false positives, ${falseNegatives} missed; precision ${formatNumber(precision)}, sensitivity ${formatNumber(recall)}, F1 ${formatNumber(f1)}`,
    "",
    ...alignColumns([["Lesion", "outcome", "position, mm", "voxels", "diameter, mm", "axis ratio"], ...rows]),
    "",
    ...lesions.map(({ sentence }) => sentence),
    "",
  ].join("\n");
}
