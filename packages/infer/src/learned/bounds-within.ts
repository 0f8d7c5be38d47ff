import type { Mask } from "@cmb/core";
import type { Box } from "@cmb/preprocess";

/**
 * The smallest box that holds what a mask has within a box.
 *
 * @param mask - of 0 and 1
 * @param within - may reach beyond the grid
 * @returns `undefined` where the mask has nothing there
 */
export function boundsWithin({ data, shape: [ni, nj, nk] }: Mask, within: Box): Box | undefined {
  const [fi, fj, fk] = within.from.map((n) => Math.max(0, n)) as [number, number, number];
  const [ti, tj, tk] = [Math.min(ni, within.to[0]), Math.min(nj, within.to[1]), Math.min(nk, within.to[2])];
  const from: [number, number, number] = [ti, tj, tk];
  const to: [number, number, number] = [fi, fj, fk];
  for (let k = fk; k < tk; k++) {
    for (let j = fj; j < tj; j++) {
      const row = data.subarray(ni * (j + nj * k) + fi, ni * (j + nj * k) + ti);
      const first = row.indexOf(1);
      if (first === -1) continue;
      from[0] = Math.min(from[0], fi + first);
      to[0] = Math.max(to[0], fi + row.lastIndexOf(1) + 1);
      from[1] = Math.min(from[1], j);
      to[1] = Math.max(to[1], j + 1);
      from[2] = Math.min(from[2], k);
      to[2] = k + 1;
    }
  }
  return from[2] < tk ? { from, to } : undefined;
}
