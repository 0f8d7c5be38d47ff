import type { Anatomy } from "../anatomy/anatomy.js";
import { boxAround } from "../truth/boxes.js";
import type { WorldBox } from "./tissue-sampler.js";

/** Indices into `TISSUES` of what a box of a head holds. @internal */
export function tissuesWithin({ tissues }: Anatomy, { minimumMm, maximumMm }: WorldBox): ReadonlySet<number> {
  const middle = ([0, 1, 2] as const).map((axis) => (minimumMm[axis] + maximumMm[axis]) / 2);
  const half = ([0, 1, 2] as const).map((axis) => (maximumMm[axis] - minimumMm[axis]) / 2);
  const box = boxAround(tissues, middle as [number, number, number], half as [number, number, number]);
  const present = new Uint8Array(256);
  if (box === undefined) return new Set();
  const [ni, nj] = tissues.shape;
  for (let k = box.from[2]; k < box.to[2]; k++) {
    for (let j = box.from[1]; j < box.to[1]; j++) {
      const row = ni * (j + nj * k);
      for (let i = box.from[0]; i < box.to[0]; i++) present[tissues.data[row + i] as number] = 1;
    }
  }
  return new Set(Array.from(present.keys()).filter((tissue) => present[tissue] === 1));
}
