import type { EvaluationCase } from "../evaluation-case.js";
import type { CaseResult } from "./case-result.js";
import { weightedSize } from "./pair-voxels.js";

type VolumeMeasures = Pick<CaseResult, "overallDice" | "volumeDifferenceMm3" | "absoluteVolumeDifferenceMm3">;

/**
 * Dice of the whole masks and the difference of their volumes, from voxel sums or, without them, from lesion sizes.
 *
 * @param evaluationCase - lesions with sizes, or voxel sums
 * @returns prediction minus reference in mm³; NaN where sizes, overlaps or the spacing are unknown, Dice also where both
 * masks are empty
 * @internal
 */
export function volumeMeasures(evaluationCase: EvaluationCase): VolumeMeasures {
  const { reference, prediction, product } = sumsOf(evaluationCase);
  const [i, j, k] = evaluationCase.spacingMm ?? [Number.NaN, Number.NaN, Number.NaN];
  const volumeDifferenceMm3 = (prediction - reference) * i * j * k;
  return {
    overallDice: (2 * product) / (reference + prediction),
    volumeDifferenceMm3,
    absoluteVolumeDifferenceMm3: Math.abs(volumeDifferenceMm3),
  };
}

function sumsOf(evaluationCase: EvaluationCase): { reference: number; prediction: number; product: number } {
  if (evaluationCase.voxelSums !== undefined) return evaluationCase.voxelSums;
  const { reference, prediction, overlap } = evaluationCase;
  const isOneEmpty = reference.length === 0 || prediction.length === 0;
  return {
    reference: reference.reduce((sum, _, n) => sum + weightedSize(evaluationCase, n), 0),
    prediction: prediction.reduce((sum, lesion) => sum + (lesion.sizeVoxels ?? Number.NaN), 0),
    product: isOneEmpty ? 0 : (overlap?.reduce((sum, [, , voxels]) => sum + voxels, 0) ?? Number.NaN),
  };
}
