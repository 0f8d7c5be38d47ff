import type { Rng } from "@cmb/core";

/**
 * Places 0…n − 1 in random order; the first is place i with probability weightᵢ over the sum, and so on among the rest.
 *
 * Each place draws an exponential waiting time by itself, so that one more place at the end changes the order of no two
 * others. Places of weight 0 are left out.
 *
 * @see Efraimidis & Spirakis 2006, Weighted random sampling with a reservoir, doi:10.1016/j.ipl.2005.11.003
 * @internal
 */
export function rankByWeight(rng: Rng, weights: readonly number[]): readonly number[] {
  const waiting = weights.map((weight, n) => -Math.log(1 - rng.at(n).uniform()) / weight);
  return weights
    .map((_, n) => n)
    .filter((n) => (weights[n] as number) > 0)
    .sort((a, b) => (waiting[a] as number) - (waiting[b] as number) || a - b);
}
