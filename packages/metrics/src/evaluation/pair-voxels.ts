import type { EvaluationCase } from "../evaluation-case.js";
import type { PairValue } from "../matching/match-rule.js";
import type { PairVoxels } from "./case-result.js";

/**
 * Shared voxels and sizes of matched pairs.
 *
 * @param evaluationCase - lesions with sizes and overlaps
 * @param pairs - which pairs
 * @returns one entry for each pair; NaN where a size or the overlaps are unknown
 * @internal
 */
export function pairVoxels(evaluationCase: EvaluationCase, pairs: readonly PairValue[]): readonly PairVoxels[] {
  const shared = overlapLookup(evaluationCase);
  return pairs.map(({ reference, prediction }) => ({
    overlap: shared(reference, prediction),
    reference: evaluationCase.reference[reference]?.sizeVoxels ?? Number.NaN,
    prediction: evaluationCase.prediction[prediction]?.sizeVoxels ?? Number.NaN,
  }));
}

/**
 * A function that looks the shared voxels of a pair up.
 *
 * @param evaluationCase - lesions with overlaps
 * @returns 0 for pairs that are not listed; always NaN where the case has no overlaps
 * @internal
 */
export function overlapLookup(evaluationCase: EvaluationCase): (reference: number, prediction: number) => number {
  const { overlap } = evaluationCase;
  if (overlap === undefined) return () => Number.NaN;
  const columns = evaluationCase.prediction.length;
  const voxels = new Map(overlap.map(([r, p, shared]) => [r * columns + p, shared]));
  return (reference, prediction) => voxels.get(reference * columns + prediction) ?? 0;
}
