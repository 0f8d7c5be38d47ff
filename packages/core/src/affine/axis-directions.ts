import { CmbError } from "../cmb-error.js";
import type { Affine } from "../volume.js";
import { affineDeterminant } from "./affine-determinant.js";
import { spacing } from "./spacing.js";

/** The world axis that a voxel axis runs along best, and its sign. @since 0.1.0 */
export interface AxisDirection {
  /** 0 for x (left to right), 1 for y (back to front), 2 for z (bottom to top). */
  readonly world: 0 | 1 | 2;
  /** 1 when the index grows towards right, front or top, else −1. */
  readonly sign: 1 | -1;
}

type Assignment = readonly [AxisDirection, AxisDirection, AxisDirection];

const PERMUTATIONS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/**
 * Which world axis each voxel axis runs along: the one-to-one assignment with the largest sum of squared cosines.
 *
 * The sum over all six assignments decides, so that no world axis is given twice even where the grid is oblique by
 * about 45°; ties go to the assignment that keeps the axes in order.
 *
 * @param affine - voxel to world
 * @returns one direction for i, j and k
 * @throws CmbError `SINGULAR_AFFINE` when an axis has no direction of its own
 * @since 0.1.0
 */
export function axisDirections(affine: Affine): Assignment {
  const determinant = affineDeterminant(affine);
  if (!Number.isFinite(determinant) || determinant === 0) {
    throw new CmbError(
      "SINGULAR_AFFINE",
      `axisDirections: the determinant is ${determinant}; no orientation follows from it`,
      { determinant },
    );
  }
  const lengths = spacing(affine);
  const cosine = (world: number, axis: 0 | 1 | 2): number => (affine[4 * world + axis] ?? 0) / lengths[axis];
  let best: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2] = PERMUTATIONS[0];
  let bestSum = -1;
  for (const order of PERMUTATIONS) {
    const sum = cosine(order[0], 0) ** 2 + cosine(order[1], 1) ** 2 + cosine(order[2], 2) ** 2;
    // The margin keeps rounding from choosing between assignments that are equally good.
    if (sum > bestSum + 1e-9) {
      bestSum = sum;
      best = order;
    }
  }
  const direction = (axis: 0 | 1 | 2): AxisDirection => ({
    world: best[axis],
    sign: cosine(best[axis], axis) < 0 ? -1 : 1,
  });
  return [direction(0), direction(1), direction(2)];
}
