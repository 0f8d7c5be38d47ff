import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import type { CaseResult } from "./case-result.js";

type ShivaMeasures = Pick<
  CaseResult,
  | "truePositives"
  | "falsePositives"
  | "falseNegatives"
  | "referenceCount"
  | "predictionCount"
  | "absoluteCountDifference"
  | "falsePositivesPerMicrobleed"
  | "precision"
  | "recall"
  | "f1"
  | "voxelRecall"
  | "voxelPrecision"
  | "voxelF1"
>;

/**
 * Cluster and voxel rates of SHIVA's evaluation.
 *
 * Clusters below the size do not count, yet a counted one is hit or cleared by any cluster of the other side. Recall is
 * over counted references; precision is `hit references / (hit references + false predictions)` where the references
 * are all those that a counted prediction touches. Where both rates lack a hit all are 0, or 1 with nothing to find.
 *
 * @param evaluationCase - every cluster with size and overlaps
 * @param minimumSizeVoxels - smallest cluster that counts: SHIVA's filter plus one
 * @returns fields that replace the plain ones
 * @see pboutinaud/SHiVAi utils/metrics.py image_metrics; nothing of it is copied
 * @internal
 */
export function shivaMeasures(evaluationCase: EvaluationCase, minimumSizeVoxels: number): ShivaMeasures {
  const { reference, prediction, overlap = [] } = evaluationCase;
  const isCounted = (lesion: Lesion | undefined): boolean =>
    (lesion?.sizeVoxels ?? Number.POSITIVE_INFINITY) >= minimumSizeVoxels;
  const references = reference.filter(isCounted).length;
  const predictions = prediction.filter(isCounted).length;
  const touching = overlap.filter(([, , voxels]) => voxels > 0);
  const found = new Set(touching.filter(([r]) => isCounted(reference[r])).map(([r]) => r)).size;
  const fromCounted = touching.filter(([, p]) => isCounted(prediction[p]));
  const hit = new Set(fromCounted.map(([r]) => r)).size;
  const falses = predictions - new Set(fromCounted.map(([, p]) => p)).size;
  const missed = references - found;
  return {
    truePositives: found,
    falsePositives: falses,
    falseNegatives: missed,
    referenceCount: references,
    predictionCount: predictions,
    absoluteCountDifference: Math.abs(references - predictions),
    falsePositivesPerMicrobleed: references === 0 ? Number.NaN : falses / references,
    ...clusterRates(found, hit, missed, falses),
    ...voxelRates(evaluationCase, isCounted),
  };
}

function clusterRates(
  found: number,
  hit: number,
  missed: number,
  falses: number,
): Pick<CaseResult, "precision" | "recall" | "f1"> {
  const nothing = missed === 0 && falses === 0 ? 1 : 0;
  const recall = found === 0 ? nothing : found / (found + missed);
  const precision = hit === 0 ? nothing : hit / (hit + falses);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

function voxelRates(
  { reference, prediction, overlap = [] }: EvaluationCase,
  isCounted: (lesion: Lesion | undefined) => boolean,
): Pick<CaseResult, "voxelRecall" | "voxelPrecision" | "voxelF1"> {
  const sum = (lesions: readonly Lesion[]): number =>
    lesions.filter(isCounted).reduce((total, { sizeVoxels = Number.NaN }) => total + sizeVoxels, 0);
  const both = overlap
    .filter(([r, p]) => isCounted(reference[r]) && isCounted(prediction[p]))
    .reduce((total, [, , voxels]) => total + voxels, 0);
  const [left, right] = [sum(reference), sum(prediction)];
  if (left === 0 && right === 0) return { voxelRecall: 1, voxelPrecision: 1, voxelF1: 1 };
  if (both === 0) return { voxelRecall: 0, voxelPrecision: 0, voxelF1: 0 };
  return { voxelRecall: both / left, voxelPrecision: both / right, voxelF1: (2 * both) / (left + right) };
}
