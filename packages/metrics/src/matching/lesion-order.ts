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
  const keys = lesions.map(keysOf);
  const order = lesions.map((_, n) => n).sort((a, b) => compare(keys[a] as Keys, keys[b] as Keys) || a - b);
  const ranks = new Array<number>(lesions.length).fill(0);
  for (const [rank, n] of order.entries()) ranks[n] = rank;
  return ranks;
}

type Keys = readonly number[];

function compare(left: Keys, right: Keys): number {
  for (let n = 0; n < left.length; n++) {
    const difference = (left[n] as number) - (right[n] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function keysOf({ centreVoxel, centreMm, sizeVoxels = 0, score = 0 }: Lesion): Keys {
  const [i, j, k] = centreVoxel ?? centreMm ?? [0, 0, 0];
  return [i, j, k, sizeVoxels, -score];
}
