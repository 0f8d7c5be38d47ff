import type { DetectionScores } from "../scoring/score-matching.js";
import type { CaseResult, PairVoxels } from "./case-result.js";

/**
 * Segmentation quality (mean IoU of the hits), recognition quality (F1) and panoptic quality (their product).
 *
 * @param scores - plain scores
 * @param pairs - voxels of the matched pairs
 * @returns 0 where nothing was hit; all as F1 where both sides are empty
 * @see Kirillov et al. 2019, Panoptic segmentation, doi:10.1109/CVPR.2019.00963
 * @internal
 */
export function panopticMeasures(
  scores: DetectionScores,
  pairs: readonly PairVoxels[],
): Pick<CaseResult, "segmentationQuality" | "recognitionQuality" | "panopticQuality"> {
  if (scores.referenceCount === 0 && scores.predictionCount === 0) {
    return { segmentationQuality: scores.f1, recognitionQuality: scores.f1, panopticQuality: scores.f1 };
  }
  const sum = pairs.reduce(
    (total, { overlap, reference, prediction }) => total + overlap / (reference + prediction - overlap),
    0,
  );
  const segmentationQuality = pairs.length === 0 ? 0 : sum / pairs.length;
  return { segmentationQuality, recognitionQuality: scores.f1, panopticQuality: segmentationQuality * scores.f1 };
}
