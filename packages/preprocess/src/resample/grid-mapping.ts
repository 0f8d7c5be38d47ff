import { type Affine, type Axis, CmbError, composeAffines, invertAffine } from "@cmb/core";
import type { Grid } from "./grid.js";

/** How positions on one grid follow from those on another. */
export interface GridMapping {
  /** Target voxel to source voxel, continuous. */
  readonly matrix: Affine;
  /** `axes[n]` is the source axis along which target axis n runs, where each runs along one of its own. */
  readonly axes: readonly [Axis, Axis, Axis] | undefined;
}

/** Furthest, in source voxels, that a target axis may stray from a source axis and still run along it. */
const STRAY = 1e-4;

/**
 * Where the voxels of one grid lie on another.
 *
 * @throws CmbError `SINGULAR_AFFINE` when the source's affine cannot be inverted, `OUT_OF_RANGE` when an affine holds NaN
 * or an infinity
 */
export function gridMapping(source: Grid, target: Grid): GridMapping {
  const matrix = composeAffines(invertAffine(source.affine), target.affine);
  const broken = matrix.findIndex((entry) => !Number.isFinite(entry));
  if (broken !== -1) {
    const value = matrix[broken] ?? Number.NaN;
    const message = `resample: entry ${broken} of the map between the grids is ${value}; give affines of finite numbers`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "affine", value });
  }
  const along = ([0, 1, 2] as const).map((n) => axisAlong(columnOf(matrix, n), target.shape[n]));
  const [i, j, k] = along;
  const distinct = i !== undefined && j !== undefined && k !== undefined && i !== j && j !== k && i !== k;
  return { matrix, axes: distinct ? [i, j, k] : undefined };
}

/** One column of the linear part: the step in source voxels along a target axis. */
export function columnOf(matrix: Affine, n: Axis): readonly [number, number, number] {
  return [matrix[n], matrix[(n + 4) as 4 | 5 | 6], matrix[(n + 8) as 8 | 9 | 10]];
}

function axisAlong(step: readonly [number, number, number], length: number): Axis | undefined {
  const reach = step.map((part) => Math.abs(part) * Math.max(1, length - 1));
  return ([0, 1, 2] as const).find((axis) => reach.every((part, other) => other === axis || part < STRAY));
}
