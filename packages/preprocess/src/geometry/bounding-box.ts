import { CmbError, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { type Box, wholeBox } from "./box.js";

/** How {@link boundingBox} grows a box. @since 0.1.0 */
export interface BoundingBoxOptions {
  /** At least this much more on each side, in whole voxels, as far as the grid reaches; 0 unless given. */
  readonly marginMm?: number | undefined;
  /** Voxels outside of this box do not count; it may reach beyond the grid. The whole grid unless given. */
  readonly within?: Box | undefined;
}

/** A margin of 3 mm on voxels of 0.3 mm is 10 of them, whatever rounding makes of the quotient. */
const SLACK = 1e-6;

/**
 * The smallest box that holds every voxel of a mask that is not 0.
 *
 * @param mask - a mask, or labels
 * @param options - see {@link BoundingBoxOptions}
 * @returns the box; `undefined` for an empty mask
 * @throws CmbError `OUT_OF_RANGE` when the margin is negative or not finite
 * @example
 * ```ts
 * import { affineFromSpacing } from "@cmb/core";
 * import { boundingBox } from "@cmb/preprocess";
 * const mask = { data: Uint8Array.of(0, 0, 1, 1, 0, 0), shape: [6, 1, 1], affine: affineFromSpacing([2, 1, 1]) } as const;
 * boundingBox(mask); // => { from: [2, 0, 0], to: [4, 1, 1] }
 * boundingBox(mask, { marginMm: 3 })?.from[0]; // => 0
 * ```
 * @since 0.1.0
 */
export function boundingBox(mask: Volume<VoxelArray>, options: BoundingBoxOptions = {}): Box | undefined {
  const { marginMm = 0, within = wholeBox(mask.shape) } = options;
  if (!(marginMm >= 0 && Number.isFinite(marginMm))) {
    const message = `boundingBox: marginMm is ${marginMm}; give a length of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "marginMm", value: marginMm, minimum: 0 });
  }
  const tight = tightBox(mask, within);
  if (tight === undefined) return undefined;
  const spacingMm = spacing(mask.affine);
  const margin = (axis: 0 | 1 | 2): number => (marginMm === 0 ? 0 : Math.ceil(marginMm / spacingMm[axis] - SLACK));
  const from = (axis: 0 | 1 | 2): number => Math.max(0, tight.from[axis] - margin(axis));
  const to = (axis: 0 | 1 | 2): number => Math.min(mask.shape[axis], tight.to[axis] + margin(axis));
  return { from: [from(0), from(1), from(2)], to: [to(0), to(1), to(2)] };
}

function tightBox({ data, shape: [ni, nj, nk] }: Volume<VoxelArray>, within: Box): Box | undefined {
  const [fromI, fromJ, fromK] = within.from.map((n) => Math.max(0, n)) as [number, number, number];
  const [toI, toJ, toK] = [Math.min(ni, within.to[0]), Math.min(nj, within.to[1]), Math.min(nk, within.to[2])];
  const from = [ni, nj, nk] as [number, number, number];
  const to = [0, 0, 0] as [number, number, number];
  for (let k = fromK; k < toK; k++) {
    for (let j = fromJ; j < toJ; j++) {
      const start = ni * (j + nj * k);
      let first = fromI;
      while (first < toI && data[start + first] === 0) first++;
      if (first >= toI) continue;
      let end = toI;
      while (data[start + end - 1] === 0) end--;
      from[0] = Math.min(from[0], first);
      to[0] = Math.max(to[0], end);
      from[1] = Math.min(from[1], j);
      to[1] = Math.max(to[1], j + 1);
      from[2] = Math.min(from[2], k);
      to[2] = k + 1;
    }
  }
  return to[0] === 0 ? undefined : { from, to };
}
