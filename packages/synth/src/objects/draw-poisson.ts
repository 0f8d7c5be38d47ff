import type { Rng } from "@cmb/core";

/**
 * A Poisson number, by multiplying uniform ones (Knuth): fit for means up to some hundred.
 *
 * @internal
 */
export function drawPoisson(rng: Rng, mean: number): number {
  const limit = Math.exp(-mean);
  let product = rng.uniform();
  let count = 0;
  while (product > limit) {
    product *= rng.uniform();
    count++;
  }
  return count;
}
