import type { Affine, Shape } from "@cmb/core";
import type { RowPositions } from "@cmb/preprocess";
import { splinePlaceInto, type UnitField } from "./oblique-field-rows.js";

interface Alignment {
  /** Voxel of the grid to control point. */
  readonly toControl: Affine;
  /** Of the grid. */
  readonly shape: Shape;
}

/** Weights of the control points for each voxel along one axis of the grid. */
interface AxisWeights {
  readonly first: Int32Array;
  /** Four to a voxel. */
  readonly weights: Float64Array;
}

/** Control points per voxel by which an axis may lean before it counts as oblique: far below what moves a value. */
const LEAN = 1e-9;

/**
 * Adds the displacements along row (j, k) of a grid whose axes are those of the control points: what 64 control points
 * to a voxel come to is a sum over four, as the other two axes are the same for the whole row.
 *
 * @returns `undefined` where the axes are not the same
 */
export function alignedFieldRows(
  field: UnitField,
  { toControl: m, shape }: Alignment,
): ((j: number, k: number, out: RowPositions) => void) | undefined {
  const leaning = [m[1], m[2], m[4], m[6], m[8], m[9]];
  if (leaning.some((part) => Math.abs(part) > LEAN)) return undefined;
  const [na, nb, nc] = field.controlShape;
  const axes = [
    axisWeights(shape[0], na, { step: m[0], start: m[3] }),
    axisWeights(shape[1], nb, { step: m[5], start: m[7] }),
    axisWeights(shape[2], nc, { step: m[10], start: m[11] }),
  ] as const;
  const slice = [new Float64Array(na * nb), new Float64Array(na * nb), new Float64Array(na * nb)] as const;
  const line = [new Float64Array(na), new Float64Array(na), new Float64Array(na)] as const;
  let sliceOf = -1;
  return (j, k, out) => {
    for (const axis of [0, 1, 2] as const) {
      if (k !== sliceOf) collapseInto(field.along[axis], { axis: axes[2], at: k, stride: na * nb }, slice[axis]);
      collapseInto(slice[axis], { axis: axes[1], at: j, stride: na }, line[axis]);
    }
    sliceOf = k;
    addLine(line, axes[0], out);
  };
}

function axisWeights(
  length: number,
  count: number,
  { step, start }: { readonly step: number; readonly start: number },
): AxisWeights {
  const first = new Int32Array(length);
  const weights = new Float64Array(4 * length);
  for (let t = 0; t < length; t++) first[t] = splinePlaceInto(step * t + start, count, weights, 4 * t);
  return { first, weights };
}

interface Collapse {
  readonly axis: AxisWeights;
  readonly at: number;
  /** Control points between neighbours along the axis. */
  readonly stride: number;
}

/** The weighted sum of four slices, or of four lines. */
function collapseInto(values: Float64Array, { axis, at, stride }: Collapse, out: Float64Array): void {
  const start = (axis.first[at] as number) * stride;
  const w0 = axis.weights[4 * at] as number;
  const w1 = axis.weights[4 * at + 1] as number;
  const w2 = axis.weights[4 * at + 2] as number;
  const w3 = axis.weights[4 * at + 3] as number;
  for (let n = 0; n < stride; n++) {
    const v = start + n;
    out[n] =
      w0 * (values[v] as number) +
      w1 * (values[v + stride] as number) +
      w2 * (values[v + 2 * stride] as number) +
      w3 * (values[v + 3 * stride] as number);
  }
}

function addLine(
  line: readonly [Float64Array, Float64Array, Float64Array],
  { first, weights }: AxisWeights,
  { i, j, k }: RowPositions,
): void {
  const [x, y, z] = line;
  for (let t = 0; t < i.length; t++) {
    const p = first[t] as number;
    const w0 = weights[4 * t] as number;
    const w1 = weights[4 * t + 1] as number;
    const w2 = weights[4 * t + 2] as number;
    const w3 = weights[4 * t + 3] as number;
    i[t] =
      (i[t] as number) +
      (w0 * (x[p] as number) + w1 * (x[p + 1] as number) + w2 * (x[p + 2] as number) + w3 * (x[p + 3] as number));
    j[t] =
      (j[t] as number) +
      (w0 * (y[p] as number) + w1 * (y[p + 1] as number) + w2 * (y[p + 2] as number) + w3 * (y[p + 3] as number));
    k[t] =
      (k[t] as number) +
      (w0 * (z[p] as number) + w1 * (z[p + 1] as number) + w2 * (z[p + 2] as number) + w3 * (z[p + 3] as number));
  }
}
