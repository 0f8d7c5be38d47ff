import type { Affine, Shape } from "@cmb/core";
import type { RowPositions } from "@cmb/preprocess";
import type { DisplacementField } from "./displacement-field.js";

/** A displacement field ready for the kernels: displacements in the units of the positions that they are added to. */
export interface UnitField {
  readonly controlShape: Shape;
  /** x, y and z of all control points, each by itself, first axis fastest. */
  readonly along: readonly [Float64Array, Float64Array, Float64Array];
}

/** A field's displacements, multiplied by the linear part of what follows it: a displacement is a difference. */
export function fieldInUnits({ controlShape, displacementsMm }: DisplacementField, m: Affine): UnitField {
  const count = displacementsMm.length / 3;
  const along = [new Float64Array(count), new Float64Array(count), new Float64Array(count)] as const;
  for (let n = 0; n < count; n++) {
    const [x, y, z] = displacementsMm.slice(3 * n, 3 * n + 3) as [number, number, number];
    along[0][n] = m[0] * x + m[1] * y + m[2] * z;
    along[1][n] = m[4] * x + m[5] * y + m[6] * z;
    along[2][n] = m[8] * x + m[9] * y + m[10] * z;
  }
  return { controlShape, along };
}

/** Adds the displacement at each position, given in control points, to `out`: 64 control points to a position. */
// kernel: three sums over 64 control points
export function addDisplacementsInto(
  { controlShape, along }: UnitField,
  control: RowPositions,
  out: RowPositions,
): void {
  const [na, nb, nc] = controlShape;
  const [dx, dy, dz] = along;
  const weights = new Float64Array(12);
  for (let t = 0; t < out.i.length; t++) {
    const a = splinePlaceInto(control.i[t] as number, na, weights, 0);
    const b = splinePlaceInto(control.j[t] as number, nb, weights, 4);
    const c = splinePlaceInto(control.k[t] as number, nc, weights, 8);
    const w0 = weights[0] as number;
    const w1 = weights[1] as number;
    const w2 = weights[2] as number;
    const w3 = weights[3] as number;
    let [x, y, z] = [0, 0, 0];
    for (let r = 0; r < 4; r++) {
      for (let q = 0; q < 4; q++) {
        const outer = (weights[8 + r] as number) * (weights[4 + q] as number);
        const p = a + na * (b + q + nb * (c + r));
        x +=
          outer *
          (w0 * (dx[p] as number) +
            w1 * (dx[p + 1] as number) +
            w2 * (dx[p + 2] as number) +
            w3 * (dx[p + 3] as number));
        y +=
          outer *
          (w0 * (dy[p] as number) +
            w1 * (dy[p + 1] as number) +
            w2 * (dy[p + 2] as number) +
            w3 * (dy[p + 3] as number));
        z +=
          outer *
          (w0 * (dz[p] as number) +
            w1 * (dz[p + 1] as number) +
            w2 * (dz[p + 2] as number) +
            w3 * (dz[p + 3] as number));
      }
    }
    out.i[t] = (out.i[t] as number) + x;
    out.j[t] = (out.j[t] as number) + y;
    out.k[t] = (out.k[t] as number) + z;
  }
}

/**
 * Writes the four weights of a position among `count` control points from `at` on, and returns the first of the four
 * points. Positions are held within the part that has four points.
 */
export function splinePlaceInto(position: number, count: number, weights: Float64Array, at: number): number {
  const held = Math.min(count - 2, Math.max(1, position));
  // Held positions are at least 1, so cutting off is rounding down.
  const lower = Math.min(count - 3, held | 0);
  const f = held - lower;
  const g = 1 - f;
  weights[at] = (g * g * g) / 6;
  weights[at + 1] = (4 - 6 * f * f + 3 * f * f * f) / 6;
  weights[at + 2] = (4 - 6 * g * g + 3 * g * g * g) / 6;
  weights[at + 3] = (f * f * f) / 6;
  return lower - 1;
}
