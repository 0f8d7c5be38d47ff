import type { Rng } from "@cmb/core";

/**
 * Fills an array with normal numbers of mean 0 and standard deviation 1.
 *
 * A keyed stream gives the 128-bit state of sfc32 (Chris Doty-Humphrey, PractRand), which then runs without allocating:
 * a scan needs millions of numbers. Box–Muller turns pairs of uniform numbers into pairs of normal ones.
 *
 * @internal
 */
export function fillGaussian(rng: Rng, out: Float32Array): void {
  const next = sfc32(rng.uint32(), rng.uint32(), rng.uint32(), rng.uint32());
  for (let n = 0; n < out.length; n += 2) {
    const radius = Math.sqrt(-2 * Math.log((next() + 1) / 2 ** 32));
    const angle = (2 * Math.PI * next()) / 2 ** 32;
    out[n] = radius * Math.cos(angle);
    if (n + 1 < out.length) out[n + 1] = radius * Math.sin(angle);
  }
}

function sfc32(first: number, second: number, third: number, fourth: number): () => number {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = fourth | 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let n = 0; n < 12; n++) next();
  return next;
}
