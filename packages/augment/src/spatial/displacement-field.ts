import type { Affine, Shape, WorldPoint } from "@cmb/core";

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

interface FieldPosition {
  /** World to index of a control point: the inverse of the field's affine. */
  readonly toControl: Affine;
  readonly point: WorldPoint;
}

/** The displacement at one place: 64 control points, weighted. */
export function displacementAtInto(
  { controlShape, displacementsMm }: DisplacementField,
  { toControl: m, point: [x, y, z] }: FieldPosition,
  out: Float64Array,
): void {
  const [na, nb, nc] = controlShape;
  const a = splinePlace(m[0] * x + m[1] * y + m[2] * z + m[3], na);
  const b = splinePlace(m[4] * x + m[5] * y + m[6] * z + m[7], nb);
  const c = splinePlace(m[8] * x + m[9] * y + m[10] * z + m[11], nc);
  out.fill(0);
  for (let r = 0; r < 4; r++) {
    for (let q = 0; q < 4; q++) {
      const outer = (c.weights[r] as number) * (b.weights[q] as number);
      const row = na * (b.first + q + nb * (c.first + r));
      for (let p = 0; p < 4; p++) {
        const weight = outer * (a.weights[p] as number);
        const at = 3 * (row + a.first + p);
        out[0] = (out[0] as number) + weight * (displacementsMm[at] as number);
        out[1] = (out[1] as number) + weight * (displacementsMm[at + 1] as number);
        out[2] = (out[2] as number) + weight * (displacementsMm[at + 2] as number);
      }
    }
  }
}

/** The first of four control points about a position, and their weights. */
export interface SplinePlace {
  readonly first: number;
  readonly weights: readonly [number, number, number, number];
}

/** Where a position lies among `count` control points; held within the part that has four of them. */
export function splinePlace(position: number, count: number): SplinePlace {
  const held = Math.min(count - 2, Math.max(1, position));
  const lower = Math.min(count - 3, Math.floor(held));
  const f = held - lower;
  const g = 1 - f;
  return {
    first: lower - 1,
    weights: [
      (g * g * g) / 6,
      (4 - 6 * f * f + 3 * f * f * f) / 6,
      (4 - 6 * g * g + 3 * g * g * g) / 6,
      (f * f * f) / 6,
    ],
  };
}
