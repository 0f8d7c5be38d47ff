import { formatNumber } from "./format-number.js";

/** What a number of a result means. @internal */
export interface QuantityDescription {
  readonly label: string;
  /** One sentence for somebody who reads the table alone. */
  readonly meaning: string;
  /** Whether it is a share of 0 to 1. */
  readonly isShare: boolean;
  /** Decimals of every value, so that those of one column compare; 3 unless given. */
  readonly decimals?: number;
}

const DESCRIPTIONS: Readonly<Record<string, QuantityDescription>> = {
  recall: { label: "Sensitivity", meaning: "share of the reference lesions that were found; recall", isShare: true },
  precision: { label: "Precision", meaning: "share of the predictions that are true", isShare: true },
  f1: { label: "F1", meaning: "2 TP / (2 TP + FP + FN)", isShare: true },
  falsePositivesPerScan: { label: "False positives per scan", meaning: "FP over scans", isShare: false },
  falsePositives: { label: "False positives", meaning: "of each scan", isShare: false },
  falsePositivesPerMicrobleed: {
    label: "False positives per microbleed",
    meaning: "FP over reference lesions",
    isShare: false,
  },
  absoluteCountDifference: {
    label: "Count error",
    meaning: "reference count minus predicted count, without sign",
    isShare: false,
  },
  dice: { label: "Dice of found lesions", meaning: "overlap of each found lesion with its prediction", isShare: true },
  overallDice: { label: "Dice of whole masks", meaning: "over all voxels of a scan", isShare: true },
  absoluteVolumeDifferenceMm3: {
    label: "Volume error, mm³",
    meaning: "predicted minus reference volume, without sign",
    isShare: false,
    decimals: 1,
  },
  hausdorff95Mm: {
    label: "HD95 of whole masks, mm",
    meaning: "95th percentile of surface distances",
    isShare: false,
    decimals: 2,
  },
  assdMm: { label: "ASSD of whole masks, mm", meaning: "mean distance of the surfaces", isShare: false, decimals: 2 },
  surfaceDice: {
    label: "Surface Dice of whole masks",
    meaning: "share of the surfaces within the tolerance",
    isShare: true,
  },
  voxelPrecision: { label: "Voxel precision", meaning: "share of the predicted voxels that are true", isShare: true },
  voxelRecall: { label: "Voxel sensitivity", meaning: "share of the reference voxels that were found", isShare: true },
  voxelF1: { label: "Voxel F1", meaning: "of voxels", isShare: true },
  segmentationQuality: { label: "Segmentation quality", meaning: "mean IoU of found lesions", isShare: true },
  panopticQuality: { label: "Panoptic quality", meaning: "segmentation quality × F1", isShare: true },
};

/** The quantities that tables show, in their order. @internal */
export const QUANTITIES: readonly string[] = Object.keys(DESCRIPTIONS);

/**
 * What a quantity is called and what it means.
 *
 * @param name - as in the result
 * @returns the name itself where there is no description
 * @internal
 */
export function describeQuantity(name: string): QuantityDescription {
  return DESCRIPTIONS[name] ?? { label: name, meaning: "", isShare: false };
}

/**
 * A quantity as tables show it: always with as many decimals, whole or not.
 *
 * @param name - as in the result
 * @param value - its value
 * @returns text
 * @internal
 */
export function formatQuantity(name: string, value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  return value.toFixed(describeQuantity(name).decimals ?? 3).replace("-", "−");
}
