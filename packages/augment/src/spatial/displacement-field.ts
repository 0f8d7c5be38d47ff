import { type Affine, invertAffine, type Shape, voxelToWorld, type WorldPoint } from "@cmb/core";
import { newRowPositions } from "@cmb/preprocess";
import { addDisplacementsInto, fieldInUnits } from "./oblique-field-rows.js";

/**
 * Displacements in RAS+ mm by a uniform cubic B-spline, its control points being the coefficients.
 *
 * Beyond the positions that have four control points along each axis, the displacement is that of the nearest of them.
 */
export interface DisplacementField {
  /** At least four along each axis. */
  readonly controlShape: Shape;
  /** Index of a control point to the world. */
  readonly controlAffine: Affine;
  /** Three numbers (x, y, z) to a control point, first axis fastest. */
  readonly displacementsMm: readonly number[];
}

const IDENTITY: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** The displacement at any place of the world, in mm. */
export function displacementAt(field: DisplacementField): (point: WorldPoint) => WorldPoint {
  const toControl = invertAffine(field.controlAffine);
  const inMm = fieldInUnits(field, IDENTITY);
  const [control, out] = [newRowPositions(1), newRowPositions(1)];
  return (point) => {
    const [a, b, c] = voxelToWorld(toControl, point);
    control.i[0] = a;
    control.j[0] = b;
    control.k[0] = c;
    for (const along of [out.i, out.j, out.k]) along[0] = 0;
    addDisplacementsInto(inMm, control, out);
    return [out.i[0] as number, out.j[0] as number, out.k[0] as number];
  };
}
