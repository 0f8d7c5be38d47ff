import { type Affine, axisDirections, type WorldPoint } from "@cmb/core";

/** Unit vectors in RAS+ mm along which pictures of a scan are drawn. @since 0.1.0 */
export interface DisplayFrame {
  readonly right: WorldPoint;
  readonly anterior: WorldPoint;
  readonly superior: WorldPoint;
  /** The voxel axis (0, 1 or 2) that crosses the axial, coronal and sagittal planes. */
  readonly normalAxis: { readonly axial: number; readonly coronal: number; readonly sagittal: number };
  /** The largest angle between a vector of the frame and its scanner axis, in degrees. */
  readonly tiltDegrees: number;
}

/**
 * The planes of the acquisition nearest to axial, coronal and sagittal.
 *
 * Following the acquisition rather than the scanner axes keeps the slices as they were measured: a thick tilted slice
 * is shown whole instead of mixed with its neighbours. Where the axes of the grid are not at right angles, `right`
 * is kept and the other two are made orthogonal to it.
 *
 * @param affine - voxel to RAS+ mm
 * @returns an orthonormal, right-handed frame
 * @throws CmbError `SINGULAR_AFFINE` when an axis has no direction of its own
 * @since 0.1.0
 */
export function displayFrame(affine: Affine): DisplayFrame {
  const directions = axisDirections(affine);
  const axisAlong = (world: number): number => directions.findIndex((direction) => direction.world === world);
  const column = (world: number): WorldPoint => {
    const axis = axisAlong(world);
    const sign = directions[axis]?.sign ?? 1;
    return [sign * (affine[axis] ?? 0), sign * (affine[4 + axis] ?? 0), sign * (affine[8 + axis] ?? 0)];
  };
  const right = unit(column(0));
  const towardsFront = column(1);
  const along = dot(towardsFront, right);
  const anterior = unit([
    towardsFront[0] - along * right[0],
    towardsFront[1] - along * right[1],
    towardsFront[2] - along * right[2],
  ]);
  const superior = unit([
    right[1] * anterior[2] - right[2] * anterior[1],
    right[2] * anterior[0] - right[0] * anterior[2],
    right[0] * anterior[1] - right[1] * anterior[0],
  ]);
  const leastCosine = Math.min(1, right[0], anterior[1], superior[2]);
  return {
    right,
    anterior,
    superior,
    normalAxis: { axial: axisAlong(2), coronal: axisAlong(1), sagittal: axisAlong(0) },
    tiltDegrees: (Math.acos(Math.max(-1, leastCosine)) * 180) / Math.PI,
  };
}

function dot(a: WorldPoint, b: WorldPoint): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function unit(vector: WorldPoint): WorldPoint {
  const length = Math.hypot(...vector);
  // Adding 0 turns -0 into 0.
  return [vector[0] / length + 0, vector[1] / length + 0, vector[2] / length + 0];
}
