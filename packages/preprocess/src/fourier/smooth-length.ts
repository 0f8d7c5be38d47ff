/**
 * The next length whose only prime factors are 2, 3 and 5: Fourier transforms are quickest at these.
 *
 * @param atLeast - whole, 1 or more
 * @returns the least such length that is not below it
 * @example
 * ```ts
 * import { smoothLength } from "@cmb/preprocess";
 * smoothLength(97); // => 100
 * ```
 * @since 0.1.0
 */
export function smoothLength(atLeast: number): number {
  for (let length = atLeast; ; length++) {
    let rest = length;
    for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
    if (rest === 1) return length;
  }
}
