import type { Shape } from "@cmb/core";
import type { Mirror } from "../lesion-model.js";

/** Whether a block is turned round along i, j and k. */
export type Flip = readonly [boolean, boolean, boolean];

const ALL: readonly Flip[] = [0, 1, 2, 3, 4, 5, 6, 7].map((n): Flip => [(n & 1) !== 0, (n & 2) !== 0, (n & 4) !== 0]);

/** The ways in which a block is shown, the plain one first. */
export function flipsOf(mirror: Mirror): readonly Flip[] {
  if (mirror === "none") return ALL.slice(0, 1);
  return mirror === "inPlane" ? ALL.slice(0, 4) : ALL;
}

/** A block turned round along some axes; twice is the block itself. */
export function flipInto(block: Float32Array, [ni, nj, nk]: Shape, flip: Flip, out: Float32Array): void {
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const from = ni * (j + nj * k);
      const to = ni * ((flip[1] ? nj - 1 - j : j) + nj * (flip[2] ? nk - 1 - k : k));
      const row = block.subarray(from, from + ni);
      out.set(row, to);
      if (flip[0]) out.subarray(to, to + ni).reverse();
    }
  }
}
