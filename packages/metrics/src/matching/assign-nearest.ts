import type { AssignmentInput } from "./assign-greedy.js";
import type { PairValue } from "./match-rule.js";

/**
 * Each prediction names its best reference; the best of those that name one reference is the hit, all where they tie.
 *
 * @param input - candidate pairs and tie ranks
 * @returns accepted pairs; a reference is in several where predictions tie
 * @since 0.1.0
 */
export function assignNearestReference(input: AssignmentInput): readonly PairValue[] {
  const named = assignManyToOne(input);
  const best = new Map<number, number>();
  for (const { reference, value } of named) {
    const known = best.get(reference);
    if (known === undefined || input.isBetter(value, known)) best.set(reference, value);
  }
  return named.filter(({ reference, value }) => best.get(reference) === value);
}

/**
 * Each prediction goes to its best reference; ties to the reference of the smaller rank.
 *
 * @param input - candidate pairs and tie ranks
 * @returns one pair for each prediction that has a candidate
 * @since 0.1.0
 */
export function assignManyToOne({ candidates, ranks, isBetter }: AssignmentInput): readonly PairValue[] {
  const chosen = new Map<number, PairValue>();
  const rank = (pair: PairValue): number => ranks.reference[pair.reference] ?? 0;
  for (const pair of candidates) {
    const known = chosen.get(pair.prediction);
    const ties = known !== undefined && known.value === pair.value && rank(pair) < rank(known);
    if (known === undefined || ties || isBetter(pair.value, known.value)) chosen.set(pair.prediction, pair);
  }
  return [...chosen.values()];
}
