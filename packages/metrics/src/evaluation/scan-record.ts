import type { ScoredDetection } from "../curves/scored-detection.js";
import type { EvaluationCase } from "../evaluation-case.js";
import type { CaseResult, PairVoxels } from "./case-result.js";
import type { CaseEvaluation } from "./evaluate-case.js";

/**
 * What an evaluation keeps of one scan: numbers alone, no images, lesion lists or overlaps.
 *
 * @internal
 */
export interface ScanRecord {
  readonly result: CaseResult;
  /** Sums over the true positives' voxels and Dice. */
  readonly pairs: { readonly overlap: number; readonly sizes: number; readonly dice: readonly number[] };
  readonly detections: readonly ScoredDetection[] | undefined;
  /** The scores of the scan's surest predictions, falling; undefined where a prediction has no score. */
  readonly scores: readonly number[] | undefined;
  readonly patient: string | undefined;
}

/**
 * The numbers of one scan.
 *
 * @param evaluationCase - the scan
 * @param evaluation - from `evaluateCase`
 * @returns a record that holds on to neither
 * @internal
 */
export function scanRecord(
  { patient, prediction }: EvaluationCase,
  { result, pairs, detections }: CaseEvaluation,
): ScanRecord {
  return {
    result,
    pairs: {
      overlap: sum(pairs, (pair) => pair.overlap),
      sizes: sum(pairs, (pair) => pair.reference + pair.prediction),
      dice: pairs.map((pair) => (2 * pair.overlap) / (pair.reference + pair.prediction)),
    },
    detections,
    scores: detections && prediction.map(({ score = 0 }) => score).sort((a, b) => b - a),
    patient,
  };
}

function sum(pairs: readonly PairVoxels[], of: (pair: PairVoxels) => number): number {
  return pairs.reduce((total, pair) => total + of(pair), 0);
}
