import { affineDeterminant, CmbError, type Shape, spacing } from "@cmb/core";
import type { Grid } from "./grid.js";
import { scaledAboutCentre } from "./grid-of-shape.js";
import { assertFiniteAffine, targetSpacing } from "./target-spacing.js";

/** Rounding must not turn a half into less than a half. */
const SLACK = 1e-6;

/**
 * A grid with another spacing in the same place: the spacing is exactly the wanted one, the shape is the extent over
 * the spacing, rounded with halves up, and the centres of the two grids agree. So each outer face moves by at most a
 * quarter of a new voxel. To keep the faces and give up the exact spacing, take `gridOfShape(grid, this.shape)`.
 *
 * @param grid - the grid to divide otherwise; a volume is one
 * @param spacingMm - mm per voxel: one number, or one along each of i, j and k
 * @returns the grid; axes keep their directions
 * @throws CmbError `OUT_OF_RANGE` when a spacing is not positive and finite or the affine not finite, `INVALID_ARGUMENT` for
 * two spacings, `SINGULAR_AFFINE` when a voxel axis has no length
 * @example
 * ```ts
 * import { affineFromSpacing } from "@cmb/core";
 * import { gridOfSpacing } from "@cmb/preprocess";
 * const grid = gridOfSpacing({ shape: [256, 256, 40], affine: affineFromSpacing([0.5, 0.5, 3]) }, 1);
 * grid.shape; // => [128, 128, 120]
 * [grid.affine[3], grid.affine[11]]; // => [0.25, -1]
 * ```
 * @since 0.1.0
 */
export function gridOfSpacing(grid: Grid, spacingMm: number | readonly [number, number, number]): Grid {
  const wanted = targetSpacing("gridOfSpacing", spacingMm);
  assertFiniteAffine("gridOfSpacing", grid.affine);
  const old = spacing(grid.affine);
  if (Math.min(...old) === 0) {
    const message = `gridOfSpacing: the voxels are ${old.join(" × ")} mm; every axis needs a length`;
    throw new CmbError("SINGULAR_AFFINE", message, { determinant: affineDeterminant(grid.affine) });
  }
  const scale = [wanted[0] / old[0], wanted[1] / old[1], wanted[2] / old[2]] as const;
  const count = (axis: 0 | 1 | 2): number => Math.max(1, Math.floor(grid.shape[axis] / scale[axis] + 0.5 + SLACK));
  const shape: Shape = [count(0), count(1), count(2)];
  return { shape, affine: scaledAboutCentre(grid, shape, scale) };
}
