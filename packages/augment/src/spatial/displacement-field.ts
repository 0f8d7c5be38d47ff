import { type Affine, invertAffine, type Shape } from "@cmb/core";
import { newRowPositions, type RowPositions } from "@cmb/preprocess";
import { multiplyInto } from "./multiply-into.js";
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

/** Adds the displacement to positions in the world. */
export function addDisplacementAt(field: DisplacementField): (positions: RowPositions) => void {
  const inMm = fieldInUnits(field, IDENTITY);
  const toControl = invertAffine(field.controlAffine);
  return (positions) => {
    const control = newRowPositions(positions.i.length);
    multiplyInto(toControl, positions, control);
    addDisplacementsInto(inMm, control, positions);
  };
}
