const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** A 128-bit counter. @internal */
export type Counter = readonly [number, number, number, number];
/** A 64-bit key. @internal */
export type Key = readonly [number, number];

/**
 * Blocks of Philox4x32-10, a bijection of the 128-bit counter chosen by the 64-bit key, for a counter and those after it.
 *
 * @param counter - four 32-bit words, the lowest first; the first two are counted up from block to block
 * @param key - two 32-bit words
 * @param out - receives four words a block
 * @see Salmon et al. 2011, doi:10.1145/2063384.2063405; known answers from Random123 1.14
 * @internal
 */
export function philox4x32Into(counter: Counter, key: Key, out: Uint32Array): void {
  let low = counter[0] | 0;
  let high = counter[1] | 0;
  for (let n = 0; n < out.length; n += 4) {
    let c0 = low;
    let c1 = high;
    let c2 = counter[2] | 0;
    let c3 = counter[3] | 0;
    let k0 = key[0] | 0;
    let k1 = key[1] | 0;
    for (let round = 0; round < ROUNDS; round++) {
      const high0 = multiplyHigh(MULTIPLIER_0, c0);
      const high1 = multiplyHigh(MULTIPLIER_1, c2);
      const low0 = Math.imul(MULTIPLIER_0, c0);
      const low1 = Math.imul(MULTIPLIER_1, c2);
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 = (k0 + WEYL_0) | 0;
      k1 = (k1 + WEYL_1) | 0;
    }
    out[n] = c0;
    out[n + 1] = c1;
    out[n + 2] = c2;
    out[n + 3] = c3;
    low = (low + 1) | 0;
    if (low === 0) high = (high + 1) | 0;
  }
}

/** The upper 32 bits of the product of two unsigned 32-bit numbers, by 16-bit halves; no sum exceeds 32 bits. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const middle2 = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (middle2 >>> 16)) | 0;
}
