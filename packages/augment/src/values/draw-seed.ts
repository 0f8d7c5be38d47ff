import type { Rng } from "@cmb/core";

/** A seed of 53 bits for what is too long to be a parameter: a field of noise. @internal */
export function drawSeed(rng: Rng): number {
  return (rng.uint32() >>> 11) * 2 ** 32 + rng.uint32();
}
