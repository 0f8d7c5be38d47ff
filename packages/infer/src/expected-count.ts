/**
 * The 95 % interval of how many of some candidates are true, when each is so with its own probability.
 *
 * The number follows the Poisson-binomial distribution; the interval runs from its 2.5 % to its 97.5 % quantile.
 *
 * @param probabilities - from 0 to 1
 * @returns the two quantiles; [0, 0] for no candidates
 */
export function expectedCount(probabilities: readonly number[]): readonly [number, number] {
  const distribution = new Float64Array(probabilities.length + 1);
  distribution[0] = 1;
  for (const [n, p] of probabilities.entries()) {
    for (let count = n + 1; count > 0; count--) {
      distribution[count] = (distribution[count] as number) * (1 - p) + (distribution[count - 1] as number) * p;
    }
    distribution[0] = (distribution[0] as number) * (1 - p);
  }
  return [quantile(distribution, 0.025), quantile(distribution, 0.975)];
}

function quantile(distribution: Float64Array, probability: number): number {
  let sum = 0;
  for (let count = 0; count < distribution.length; count++) {
    sum += distribution[count] as number;
    if (sum >= probability) return count;
  }
  return distribution.length - 1;
}
