import type { EvaluationCase, Lesion } from "../evaluation-case.js";

/** Rank of each lesion for ties: 0 wins. @since 0.1.0 */
export interface LesionRanks {
  readonly reference: readonly number[];
  readonly prediction: readonly number[];
}

/**
 * Who comes first where values tie. By position the order of the lists has no influence; as listed it decides.
 *
 * @param evaluationCase - the lesions and their `tieOrder`
 * @returns one rank for each lesion
 * @since 0.1.0
 */
export function lesionRanks(evaluationCase: EvaluationCase): LesionRanks {
  const listed = evaluationCase.tieOrder === "listed";
  return {
    reference: ranksOf(evaluationCase.reference, listed),
    prediction: ranksOf(evaluationCase.prediction, listed),
  };
}

function ranksOf(lesions: readonly Lesion[], listed: boolean): readonly number[] {
  if (listed) return lesions.map((_, n) => n);
  const order = lesions.map((_, n) => n).sort((a, b) => compare(lesions[a], lesions[b]) || a - b);
  const ranks = new Array<number>(lesions.length).fill(0);
  for (const [rank, n] of order.entries()) ranks[n] = rank;
  return ranks;
}

function compare(a: Lesion | undefined, b: Lesion | undefined): number {
  const left = keysOf(a);
  const right = keysOf(b);
  for (const [n, value] of left.entries()) {
    const difference = value - (right[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function keysOf(lesion: Lesion | undefined): readonly number[] {
  const place = lesion?.centreVoxel ?? lesion?.centreMm ?? [0, 0, 0];
  return [...place, lesion?.sizeVoxels ?? 0, -(lesion?.score ?? 0)];
}
