import { type Shape, spacing, type Volume } from "@cmb/core";

/** A field that varies slowly over a grid: values at control points, trilinear between them. @internal */
export interface SmoothField {
  /** Control points along each axis; the outermost lie on the outermost voxels. */
  readonly controlShape: Shape;
  /** One value for each, first axis fastest. */
  readonly values: ArrayLike<number>;
}

/**
 * How many control points there are, about `spacingMm` apart: 2 or more, and 1 along an axis of one voxel.
 *
 * @internal
 */
export function controlShapeOf({ shape, affine }: Pick<Volume, "shape" | "affine">, spacingMm: number): Shape {
  const voxelMm = spacing(affine);
  const along = (axis: 0 | 1 | 2): number => {
    if (shape[axis] === 1) return 1;
    return Math.min(shape[axis], Math.max(2, Math.round(((shape[axis] - 1) * voxelMm[axis]) / spacingMm) + 1));
  };
  return [along(0), along(1), along(2)];
}

/** Writes the values along the first axis of row `j + nj · k` into `out`, of ni values. @internal */
export type FieldRows = (row: number, out: Float64Array) => void;

/**
 * The field on the voxels of a grid, row by row.
 *
 * @internal
 */
export function fieldRows({ controlShape, values }: SmoothField, [ni, nj, nk]: Shape): FieldRows {
  const [ci, cj] = controlShape;
  const along = [knots(ni, controlShape[0]), knots(nj, controlShape[1]), knots(nk, controlShape[2])] as const;
  const line = new Float64Array(ci);
  return (row, out) => {
    const j = row % nj;
    const k = Math.floor(row / nj);
    const [j0, j1, wj] = [along[1].low[j] as number, along[1].high[j] as number, along[1].weight[j] as number];
    const [k0, k1, wk] = [along[2].low[k] as number, along[2].high[k] as number, along[2].weight[k] as number];
    for (let c = 0; c < ci; c++) {
      const at = (cJ: number, cK: number): number => values[c + ci * (cJ + cj * cK)] as number;
      const front = at(j0, k0) + wj * (at(j1, k0) - at(j0, k0));
      const back = at(j0, k1) + wj * (at(j1, k1) - at(j0, k1));
      line[c] = front + wk * (back - front);
    }
    for (let i = 0; i < ni; i++) {
      const low = line[along[0].low[i] as number] as number;
      out[i] = low + (along[0].weight[i] as number) * ((line[along[0].high[i] as number] as number) - low);
    }
  };
}

interface Knots {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly weight: Float64Array;
}

function knots(voxels: number, controls: number): Knots {
  const step = voxels > 1 ? (controls - 1) / (voxels - 1) : 0;
  const low = Int32Array.from({ length: voxels }, (_, v) => Math.min(Math.max(0, controls - 2), Math.floor(v * step)));
  return {
    low,
    high: low.map((n) => Math.min(controls - 1, n + 1)),
    weight: Float64Array.from({ length: voxels }, (_, v) => v * step - (low[v] as number)),
  };
}
