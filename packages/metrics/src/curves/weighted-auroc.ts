import type { ScoredTarget } from "./auroc.js";

/**
 * The area under the ROC curve of cases that are each taken a number of times.
 *
 * @param targets - sorted once, here; any order
 * @returns a function of the weights, one for each target; NaN where one class is missing
 * @internal
 */
export function weightedAuroc(targets: readonly ScoredTarget[]): (weights: ArrayLike<number>) => number {
  const scores = Float64Array.from(targets, ({ score }) => score);
  const order = Uint32Array.from([...targets.keys()]).sort((a, b) => {
    const [left, right] = [scores[a] as number, scores[b] as number];
    return left < right ? -1 : Number(left > right);
  });
  const isPositive = Uint8Array.from(targets, (target) => Number(target.isPositive));
  return (weights) => {
    let [wins, negativesBelow, positives] = [0, 0, 0];
    let [tiedPositives, tiedNegatives] = [0, 0];
    for (let n = 0; n < order.length; n++) {
      const target = order[n] as number;
      const weight = weights[target] as number;
      if (isPositive[target] === 1) tiedPositives += weight;
      else tiedNegatives += weight;
      const next = order[n + 1];
      if (next !== undefined && scores[next] === scores[target]) continue;
      wins += tiedPositives * (negativesBelow + tiedNegatives / 2);
      negativesBelow += tiedNegatives;
      positives += tiedPositives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
    return wins / (positives * negativesBelow);
  };
}
