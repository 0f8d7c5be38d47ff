import type { Affine } from "../volume.js";

/**
 * The matrix product `outer · inner`: first `inner`, then `outer`.
 *
 * @param outer - the map applied last
 * @param inner - the map applied first
 * @returns a new affine
 * @since 0.1.0
 */
export function composeAffines(outer: Affine, inner: Affine): Affine {
  const out = new Array<number>(16).fill(0);
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 4; column++) {
      let sum = 0;
      for (let inside = 0; inside < 4; inside++)
        sum += (outer[4 * row + inside] ?? 0) * (inner[4 * inside + column] ?? 0);
      out[4 * row + column] = sum;
    }
  }
  return out as unknown as Affine;
}
