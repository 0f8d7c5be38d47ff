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

/** Blocks side by side, each turned round; the same array where there is nothing to turn. */
export function flipped(blocks: Float32Array, shape: Shape, flip: Flip): Float32Array {
  if (!flip.includes(true)) return blocks;
  const turned = new Float32Array(blocks.length);
  const voxels = shape[0] * shape[1] * shape[2];
  for (let at = 0; at < blocks.length; at += voxels) {
    flipInto(blocks.subarray(at, at + voxels), shape, flip, turned.subarray(at, at + voxels));
  }
  return turned;
}

/** `sum[v] += scale · values[v]` */
export function addScaled(sum: Float32Array, values: Float32Array, scale: number): void {
  for (let v = 0; v < sum.length; v++) sum[v] = (sum[v] as number) + scale * (values[v] as number);
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
