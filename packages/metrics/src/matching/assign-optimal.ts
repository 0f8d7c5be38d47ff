import type { AssignmentInput } from "./assign-greedy.js";
import type { PairValue } from "./match-rule.js";
import { minimumCostAssignment } from "./minimum-cost-assignment.js";

/**
 * One-to-one with the most matches, and of those the best sum of values.
 *
 * @param input - candidate pairs
 * @returns accepted pairs
 * @since 0.1.0
 */
export function assignOptimal(input: AssignmentInput): readonly PairValue[] {
  const { candidates, isBetter } = input;
  if (candidates.length === 0) return [];
  const largest = candidates.reduce((most, { value }) => Math.max(most, value), 0);
  const scale = largest === 0 ? 1 : largest;
  const sign = isBetter(0, 1) ? 1 : -1;
  // A match is worth more than any sum of scaled values can be, so that the number of matches comes first.
  const bonus = 2 * Math.min(input.referenceCount, input.predictionCount) + 1;
  return solve(input, ({ value }) => (sign * value) / scale - bonus);
}

/**
 * One-to-one with the largest sum of 1 + value over the matches, as PI-CAI does; fewer, better matches may win.
 *
 * @param input - candidate pairs whose values grow with quality
 * @returns accepted pairs
 * @since 0.1.0
 */
export function assignOptimalSum(input: AssignmentInput): readonly PairValue[] {
  return solve(input, ({ value }) => -(1 + value));
}

/** Solves each connected group of lesions by itself: lesions are many and their neighbours few. */
function solve(input: AssignmentInput, costOf: (pair: PairValue) => number): readonly PairValue[] {
  return groupsOf(input).flatMap((pairs) => {
    if (pairs.length === 1) return pairs;
    const rows = [...new Set(pairs.map(({ reference }) => reference))];
    const columns = [...new Set(pairs.map(({ prediction }) => prediction))];
    const rowOf = new Map(rows.map((reference, n) => [reference, n]));
    const columnOf = new Map(columns.map((prediction, n) => [prediction, n]));
    const costs = new Float64Array(rows.length * columns.length);
    const pairAt = new Map<number, PairValue>();
    for (const pair of pairs) {
      const at = (rowOf.get(pair.reference) ?? 0) * columns.length + (columnOf.get(pair.prediction) ?? 0);
      costs[at] = costOf(pair);
      pairAt.set(at, pair);
    }
    return minimumCostAssignment(costs, rows.length, columns.length).flatMap((column, row) => {
      const pair = column < 0 ? undefined : pairAt.get(row * columns.length + column);
      return pair === undefined ? [] : [pair];
    });
  });
}

/** Candidate pairs that hang together through shared lesions, in order of rank so that ties do not follow list order. */
function groupsOf({ candidates, ranks, referenceCount }: AssignmentInput): readonly (readonly PairValue[])[] {
  const parent = new Map<number, number>();
  const root = (node: number): number => {
    let at = node;
    while ((parent.get(at) ?? at) !== at) at = parent.get(at) ?? at;
    parent.set(node, at);
    return at;
  };
  for (const { reference, prediction } of candidates) parent.set(root(reference), root(referenceCount + prediction));
  const groups = new Map<number, PairValue[]>();
  const order = [...candidates].sort(
    (a, b) =>
      (ranks.reference[a.reference] ?? 0) - (ranks.reference[b.reference] ?? 0) ||
      (ranks.prediction[a.prediction] ?? 0) - (ranks.prediction[b.prediction] ?? 0),
  );
  for (const pair of order) {
    const group = groups.get(root(pair.reference)) ?? [];
    groups.set(root(pair.reference), group);
    group.push(pair);
  }
  return [...groups.values()];
}
