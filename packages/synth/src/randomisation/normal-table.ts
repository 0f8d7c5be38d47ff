import type { Rng } from "@cmb/core";

const SIZE = 65536;

/**
 * Standard normal numbers at two a draw, from a table of 65,536 equally likely values: faster than Box–Muller
 * and good to 5e-4, up to 4.2 standard deviations.
 *
 * @internal
 */
export function createNormals(rng: Rng): () => number {
  const table = normalQuantiles();
  let word = 0;
  let half = false;
  return () => {
    half = !half;
    if (half) {
      word = rng.uint32();
      return table[word & 0xffff] as number;
    }
    return table[word >>> 16] as number;
  };
}

/** The quantiles at (n + ½)/65536: a table filled by symmetry. */
function normalQuantiles(): Float32Array {
  const table = new Float32Array(SIZE);
  for (let n = SIZE / 2; n < SIZE; n++) {
    const value = upperQuantile((n + 0.5) / SIZE);
    table[n] = value;
    table[SIZE - 1 - n] = -value;
  }
  return table;
}

/** Abramowitz & Stegun 26.2.23, for probabilities of a half and more: error below 4.5e-4. */
function upperQuantile(probability: number): number {
  const tail = 1 - probability;
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return Math.max(0, t - above / below);
}
