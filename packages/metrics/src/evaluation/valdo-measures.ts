import type { EvaluationCase } from "../evaluation-case.js";
import { matchLesions } from "../matching/match-lesions.js";
import type { Matching } from "../matching/match-rule.js";
import type { DetectionScores } from "../scoring/score-matching.js";
import type { CaseResult } from "./case-result.js";
import { overlapLookup } from "./pair-voxels.js";
import { weighByReference } from "./soft-reference.js";

/**
 * What the VALDO organisers' code computes beside or instead of the plain scores.
 *
 * - Dice: for each hit reference, against the union of all predictions whose nearest reference it is, repeats included;
 *   0 where nothing was hit, NaN without references.
 * - F1 with a soft reference: each hit weighs as its reference's mean value, each missed reference as its own. The code
 *   writes the weights by row and reads them by label, see {@link hitWeights}.
 * - False negatives as reported: references minus distinct values in the table's reference column, where −1 (no
 *   reference) is a value too.
 *
 * @param evaluationCase - one scan
 * @param matching - under `nearestReference`
 * @param scores - plain scores of it
 * @returns fields that replace or extend the plain ones
 * @see WhereIsValdo/valdo-eval-2021 evaluation_comparison/pairwise_measures.py; nothing of it is copied
 * @internal
 */
export function valdoMeasures(
  evaluationCase: EvaluationCase,
  matching: Matching,
  scores: DetectionScores,
): Pick<CaseResult, "f1" | "dice" | "falseNegativesAsReported"> {
  const { referenceCount, predictionCount } = matching;
  const named = namedReferences(evaluationCase, matching);
  const isSoft = evaluationCase.reference.some(({ weight = 1 }) => weight !== 1);
  return {
    f1: isSoft && referenceCount > 0 && predictionCount > 0 ? weightedF1(evaluationCase, matching, named) : scores.f1,
    dice: meanDice(evaluationCase, matching, named),
    falseNegativesAsReported: referenceCount - new Set(named).size,
  };
}

/** The reference that each prediction names, −1 where none is near enough. */
function namedReferences(evaluationCase: EvaluationCase, { rule, predictionCount }: Matching): readonly number[] {
  const named = new Array<number>(predictionCount).fill(-1);
  const { pairs } = matchLesions(evaluationCase, { criterion: rule.criterion, assignment: "manyToOne" });
  for (const { reference, prediction } of pairs) named[prediction] = reference;
  return named;
}

function meanDice(evaluationCase: EvaluationCase, matching: Matching, named: readonly number[]): number {
  if (matching.referenceCount === 0) return Number.NaN;
  const weighed = weighByReference(evaluationCase);
  const shared = overlapLookup(weighed);
  const dices = matching.referenceFound.flatMap((isFound, reference) => {
    if (!isFound) return [];
    const predictions = [...named.keys()].filter((prediction) => named[prediction] === reference);
    const overlap = predictions.reduce((sum, prediction) => sum + shared(reference, prediction), 0);
    const size = predictions.reduce((sum, n) => sum + (evaluationCase.prediction[n]?.sizeVoxels ?? Number.NaN), 0);
    return [(2 * overlap) / (size + (weighed.reference[reference]?.sizeVoxels ?? Number.NaN))];
  });
  return dices.length === 0 ? 0 : dices.reduce((sum, dice) => sum + dice, 0) / dices.length;
}

function weightedF1(evaluationCase: EvaluationCase, matching: Matching, named: readonly number[]): number {
  const weights = hitWeights(evaluationCase, named);
  const matched = matching.predictionOutcome.map((outcome) => outcome === "matched");
  const hits = weights.reduce((sum, weight, n) => sum + (matched[n] ? weight : 0), 0);
  const falses = matched.filter((isMatched) => !isMatched).length;
  const missed = evaluationCase.reference.reduce(
    (sum, { weight = 1 }, n) => sum + (matching.referenceFound[n] ? 0 : weight),
    0,
  );
  return (2 * hits) / (2 * hits + falses + missed);
}

/**
 * The weight that each prediction gets. The table lists predictions that alone name their reference first, then those
 * that share one; row n of that order writes the weight of its reference to prediction n.
 */
function hitWeights(evaluationCase: EvaluationCase, named: readonly number[]): readonly number[] {
  const shares = (prediction: number): boolean => named.filter((other) => other === named[prediction]).length > 1;
  const all = [...named.keys()];
  const rows = [...all.filter((n) => !shares(n)), ...all.filter(shares)];
  return rows.map((prediction) => evaluationCase.reference[named[prediction] ?? -1]?.weight ?? 1);
}
