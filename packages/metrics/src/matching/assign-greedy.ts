import type { LesionRanks } from "./lesion-order.js";
import type { PairValue } from "./match-rule.js";

/** What every assignment works on. @since 0.1.0 */
export interface AssignmentInput {
  readonly candidates: readonly PairValue[];
  readonly referenceCount: number;
  readonly predictionCount: number;
  readonly ranks: LesionRanks;
  readonly scores: readonly number[];
  /** Whether value a is a better match than value b. */
  readonly isBetter: (a: number, b: number) => boolean;
}

/**
 * Pairs from the best value on, one-to-one; ties by reference, then prediction.
 *
 * @param input - candidate pairs and tie ranks
 * @returns accepted pairs
 * @since 0.1.0
 */
export function assignGreedyByValue(input: AssignmentInput): readonly PairValue[] {
  return takeFree([...input.candidates].sort((a, b) => compareValues(a, b, input) || compareRanks(a, b, input.ranks)));
}

/**
 * Predictions by falling score, each taking its best free reference; ties by prediction, then value, then reference.
 *
 * @param input - candidate pairs, scores and tie ranks
 * @returns accepted pairs
 * @since 0.1.0
 */
export function assignGreedyByScore(input: AssignmentInput): readonly PairValue[] {
  const { scores, ranks } = input;
  const rank = (pair: PairValue): number => ranks.prediction[pair.prediction] ?? 0;
  const score = (pair: PairValue): number => scores[pair.prediction] ?? 0;
  const order = [...input.candidates].sort(
    (a, b) => score(b) - score(a) || rank(a) - rank(b) || compareValues(a, b, input) || compareRanks(a, b, input.ranks),
  );
  return takeFree(order);
}

function takeFree(order: readonly PairValue[]): readonly PairValue[] {
  const references = new Set<number>();
  const predictions = new Set<number>();
  return order.filter(({ reference, prediction }) => {
    if (references.has(reference) || predictions.has(prediction)) return false;
    references.add(reference);
    predictions.add(prediction);
    return true;
  });
}

function compareValues(a: PairValue, b: PairValue, { isBetter }: AssignmentInput): number {
  if (isBetter(a.value, b.value)) return -1;
  return isBetter(b.value, a.value) ? 1 : 0;
}

function compareRanks(a: PairValue, b: PairValue, ranks: LesionRanks): number {
  const references = (ranks.reference[a.reference] ?? 0) - (ranks.reference[b.reference] ?? 0);
  return references || (ranks.prediction[a.prediction] ?? 0) - (ranks.prediction[b.prediction] ?? 0);
}
