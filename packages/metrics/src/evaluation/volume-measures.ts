import type { EvaluationCase } from "../evaluation-case.js";
import type { CaseResult } from "./case-result.js";
import { weighByReference } from "./soft-reference.js";

type VolumeMeasures = Pick<CaseResult, "overallDice" | "volumeDifferenceMm3" | "absoluteVolumeDifferenceMm3">;

/**
 * Dice of the whole masks and the difference of their volumes, from voxel sums or, without them, from lesion sizes.
 *
 * @param evaluationCase - lesions with sizes, or voxel sums
 * @param values - of the binarised masks, or of the values that soft masks have above their thresholds
 * @returns prediction minus reference in mm³; NaN where sizes, overlaps or the spacing are unknown, Dice also where both
 * masks are empty
 * @internal
 */
export function volumeMeasures(evaluationCase: EvaluationCase, values: "binary" | "soft"): VolumeMeasures {
  const { reference, prediction, product } = sumsOf(evaluationCase, values);
  const [i, j, k] = evaluationCase.spacingMm ?? [Number.NaN, Number.NaN, Number.NaN];
  const volumeDifferenceMm3 = (prediction - reference) * i * j * k;
  return {
    overallDice: (2 * product) / (reference + prediction),
    volumeDifferenceMm3,
    absoluteVolumeDifferenceMm3: Math.abs(volumeDifferenceMm3),
  };
}

interface Sums {
  readonly reference: number;
  readonly prediction: number;
  readonly product: number;
}

function sumsOf(evaluationCase: EvaluationCase, values: "binary" | "soft"): Sums {
  const { voxelSums } = evaluationCase;
  if (voxelSums === undefined)
    return sumsOfLesions(values === "soft" ? weighByReference(evaluationCase) : evaluationCase);
  const { both, referenceOnly, predictionOnly, softReference, softPrediction, softProduct } = voxelSums;
  return values === "soft"
    ? { reference: softReference, prediction: softPrediction, product: softProduct }
    : { reference: both + referenceOnly, prediction: both + predictionOnly, product: both };
}

function sumsOfLesions({ reference, prediction, overlap }: EvaluationCase): Sums {
  const sizes = (lesions: EvaluationCase["reference"]): number =>
    lesions.reduce((sum, { sizeVoxels = Number.NaN }) => sum + sizeVoxels, 0);
  return {
    reference: sizes(reference),
    prediction: sizes(prediction),
    // Zeros of scans with one side alone would be the whole average where no other scan has overlaps.
    product: overlap?.reduce((sum, [, , voxels]) => sum + voxels, 0) ?? Number.NaN,
  };
}
