import { type Affine, CmbError, composeAffines, type Shape, spacing } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { DisplacementField } from "./displacement-field.js";

/** A cubic B-spline whose control points move by less than this share of their spacing does not fold. */
const FOLDS_AT = 0.4;

/** Mm between control points along each axis of a grid. */
export function controlSpacingMm({ shape, affine }: Grid, controlShape: Shape): readonly [number, number, number] {
  const mm = spacing(affine);
  const along = (axis: 0 | 1 | 2): number => (mm[axis] * shape[axis]) / (controlShape[axis] - 3);
  return [along(0), along(1), along(2)];
}

/**
 * The largest displacement of a control point along each axis, in mm, that keeps a field from folding whatever its
 * neighbours do.
 *
 * @see Choi & Lee 2000, Injectivity conditions of 2D and 3D uniform cubic B-spline functions, doi:10.1006/gmod.2000.0531
 */
export function foldingLimitMm(grid: Grid, controlShape: Shape): readonly [number, number, number] {
  const [x, y, z] = controlSpacingMm(grid, controlShape);
  return [FOLDS_AT * x, FOLDS_AT * y, FOLDS_AT * z];
}

interface ControlPoints {
  readonly controlShape: Shape;
  /** Along the axes of the grid, three to a control point, first axis fastest. */
  readonly displacementsMm: readonly number[];
}

/**
 * Control points over a grid: the part of them that has four along each axis is the grid with half a voxel about it.
 *
 * @throws CmbError `OUT_OF_RANGE` for a displacement at which the field could fold
 */
export function fieldOverGrid(
  name: string,
  grid: Grid,
  { controlShape, displacementsMm }: ControlPoints,
): DisplacementField {
  const { shape, affine } = grid;
  const step = (axis: 0 | 1 | 2): number => shape[axis] / (controlShape[axis] - 3);
  const [a, b, c] = [step(0), step(1), step(2)];
  const toVoxel: Affine = [a, 0, 0, -a - 0.5, 0, b, 0, -b - 0.5, 0, 0, c, -c - 0.5, 0, 0, 0, 1];
  const limits = foldingLimitMm(grid, controlShape);
  const mm = spacing(affine);
  const world = new Array<number>(displacementsMm.length);
  for (let n = 0; n < displacementsMm.length; n += 3) {
    const along = ([0, 1, 2] as const).map((axis) => {
      const displacement = displacementsMm[n + axis] ?? 0;
      assertNoFold(name, displacement, limits[axis]);
      return displacement / mm[axis];
    });
    for (const row of [0, 1, 2]) {
      world[n + row] =
        (affine[4 * row] ?? 0) * (along[0] ?? 0) +
        (affine[4 * row + 1] ?? 0) * (along[1] ?? 0) +
        (affine[4 * row + 2] ?? 0) * (along[2] ?? 0);
    }
  }
  return { controlShape, controlAffine: composeAffines(affine, toVoxel), displacementsMm: world };
}

function assertNoFold(name: string, displacementMm: number, limitMm: number): void {
  // Limits that were drawn up to are rounded to the parameters' digits.
  if (Math.abs(displacementMm) <= limitMm + 1e-3) return;
  const message = `${name}: a control point moves by ${displacementMm} mm, and the field can fold from ${limitMm} mm on; use fewer control points or smaller displacements`;
  throw new CmbError("OUT_OF_RANGE", message, {
    name: "displacementsMm",
    value: displacementMm,
    minimum: -limitMm,
    maximum: limitMm,
  });
}

/** Tenths of a micrometre: parameters stay short as JSON. */
export function roundedMm(length: number): number {
  return Math.round(length * 1e4) / 1e4;
}
