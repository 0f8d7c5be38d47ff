import { type Axis, spacing } from "@cmb/core";
import type { Grid } from "./grid.js";
import type { GridMapping } from "./grid-mapping.js";

/** The full width at half maximum of a Gaussian of σ = 1: 2 √(2 ln 2). */
const FULL_WIDTH = 2.3548200450309493;

/**
 * The width of the Gaussian, along each axis of the source, that makes its voxels as blurred as the target's.
 *
 * A voxel's point spread is taken for a Gaussian whose full width at half maximum is the spacing. Variances add, so a
 * target that is k times coarser wants `σ = spacing · √(k² − 1) / (2 √(2 ln 2))`; where k ≤ 1, none. On an oblique
 * target k is the extent of its voxel along the source's axis: the length of that row of the matrix between the grids.
 *
 * @see Cardoso et al. 2015, Scale factor point spread function matching, doi:10.1007/978-3-319-24571-3_81
 */
export function antialiasSigmaMm({ affine }: Grid, { matrix }: GridMapping): readonly [number, number, number] {
  const spacingMm = spacing(affine);
  const sigma = (axis: Axis): number => {
    const row = matrix.slice(4 * axis, 4 * axis + 3);
    const excess = row.reduce((sum, part) => sum + part * part, -1);
    // Rounding must not smooth a grid of the same spacing.
    return excess < 1e-6 ? 0 : (spacingMm[axis] * Math.sqrt(excess)) / FULL_WIDTH;
  };
  return [sigma(0), sigma(1), sigma(2)];
}
