import type { DetectionScores } from "../scoring/score-matching.js";

/** Everything measured on one scan. NaN where undefined, and where the case lacks what a measure needs. @since 0.1.0 */
export interface CaseResult extends DetectionScores {
  readonly id: string;
  /** As the case names it. */
  readonly patient?: string;
  readonly covariates?: Readonly<Record<string, string | number | null>>;
  /** Mean Dice of the true positives, or as the protocol's code forms it. */
  readonly dice: number;
  /** Dice of the whole masks; the VALDO code's with the values of soft ones, and so are its volumes. */
  readonly overallDice: number;
  readonly volumeDifferenceMm3: number;
  readonly absoluteVolumeDifferenceMm3: number;
  /**
   * Distances of the whole masks' surfaces, where the case was made with them; NaN where a mask is empty, since the
   * counts say that already and one infinite distance would hide all others in a mean.
   */
  readonly hausdorffMm?: number;
  readonly hausdorff95Mm?: number;
  readonly assdMm?: number;
  /** 0 where one mask is empty. */
  readonly surfaceDice?: number;
  /** Fβ of the β that was chosen for the evaluation, from precision and recall; absent without one. */
  readonly fBeta?: number;
  /** VALDO code: false negatives as its table reports them, one too low wherever there is a false positive. */
  readonly falseNegativesAsReported?: number;
  /** SHIVA: precision counts the references that a prediction hits, so it may differ from TP / (TP + FP). */
  readonly voxelRecall?: number;
  readonly voxelPrecision?: number;
  readonly voxelF1?: number;
  /** Panoptic: mean IoU of the true positives, F1, and their product. */
  readonly segmentationQuality?: number;
  readonly recognitionQuality?: number;
  readonly panopticQuality?: number;
}

/** The numbers of one matched pair that Dice is made of. @since 0.1.0 */
export interface PairVoxels {
  readonly overlap: number;
  readonly reference: number;
  readonly prediction: number;
}
