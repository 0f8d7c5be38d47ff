import { type Shape, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Grid } from "./grid.js";
import { assertFiniteAffine, targetSpacing } from "./target-spacing.js";

/**
 * A grid whose axes are those of the world, around all voxel centres of another one: i to the right, j to the front, k
 * to the top. Resampling onto it takes an oblique scan to straight axes.
 *
 * nilearn's rule for a 3×3 target affine: voxel (0, 0, 0) is at the least x, y and z of the eight corner voxels'
 * centres, and each axis has `⌈extent / spacing⌉ + 1` voxels, the extent being that between centres. As in nilearn the
 * quotient is rounded up without tolerance, so an extent of a whole number of voxels may get one more by rounding.
 *
 * @param grid - the grid to enclose; a volume is one
 * @param spacingMm - mm per voxel: one number, or one along each of x, y and z
 * @returns the grid; its affine is diagonal but for the origin
 * @throws CmbError `OUT_OF_RANGE` when a spacing is not positive and finite or the affine not finite, `INVALID_ARGUMENT` for
 * two spacings
 * @see nilearn 0.14, `nilearn.image.resample_img`
 * @since 0.1.0
 */
export function worldAlignedGrid(grid: Grid, spacingMm: number | readonly [number, number, number]): Grid {
  const [di, dj, dk] = targetSpacing("worldAlignedGrid", spacingMm);
  assertFiniteAffine("worldAlignedGrid", grid.affine);
  const [a, b, c, x, d, e, f, y, g, h, i, z] = grid.affine;
  // nilearn measures in target voxels, and so does this, in the same order: rounding decides the shape at whole numbers.
  const [p, q, r] = [1 / di, 1 / dj, 1 / dk];
  const toTarget = [
    a * p,
    b * p,
    c * p,
    x * p,
    d * q,
    e * q,
    f * q,
    y * q,
    g * r,
    h * r,
    i * r,
    z * r,
    0,
    0,
    0,
    1,
  ] as const;
  const corners = cornerVoxels(grid.shape).map((voxel) => voxelToWorld(toTarget, voxel));
  const least = (axis: 0 | 1 | 2): number => Math.min(...corners.map((corner) => corner[axis]));
  const greatest = (axis: 0 | 1 | 2): number => Math.max(...corners.map((corner) => corner[axis]));
  const count = (axis: 0 | 1 | 2): number => Math.ceil(greatest(axis) - least(axis)) + 1;
  return {
    shape: [count(0), count(1), count(2)],
    affine: [di, 0, 0, di * least(0), 0, dj, 0, dj * least(1), 0, 0, dk, dk * least(2), 0, 0, 0, 1],
  };
}

function cornerVoxels([ni, nj, nk]: Shape): readonly WorldPoint[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n & 1 ? ni - 1 : 0, n & 2 ? nj - 1 : 0, n & 4 ? nk - 1 : 0]);
}
