import type { Axis } from "@cmb/core";
import type { AxisPositions } from "./axis-positions.js";
import type { ObliquePlacement } from "./resampling-plan.js";

/** Where the voxels of one target row lie on the plan's source, held within its outermost centres. @internal */
export interface RowPositions {
  readonly i: Float64Array;
  readonly j: Float64Array;
  readonly k: Float64Array;
}

/** A span of a row: the voxels that are inside. @internal */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** Room for the positions of a row. @internal */
export function newRowPositions(length: number): RowPositions {
  return { i: new Float64Array(length), j: new Float64Array(length), k: new Float64Array(length) };
}

/** The row (j, k) of an aligned grid. */
export function alignedRowInto(
  positions: readonly [AxisPositions, AxisPositions, AxisPositions],
  { j, k }: RowPlace,
  out: RowPositions,
): RowSpan {
  const [alongI, alongJ, alongK] = positions;
  if (j < alongJ.from || j >= alongJ.to || k < alongK.from || k >= alongK.to) return { from: 0, to: 0 };
  out.i.set(alongI.at);
  out.j.fill(alongJ.at[j] as number);
  out.k.fill(alongK.at[k] as number);
  return { from: alongI.from, to: alongI.to };
}

/** A row of a target: its j and k. */
export interface RowPlace {
  readonly j: number;
  readonly k: number;
}

/**
 * The row (j, k) of an oblique grid. Positions come from products, not from running sums, so that a row does not depend
 * on where the work started. Along a row each coordinate only rises or only falls: what is inside is one span.
 */
export function obliqueRowInto(placement: ObliquePlacement, { j, k }: RowPlace, out: RowPositions): RowSpan {
  const { matrix, origin } = placement;
  const lineOf = (axis: Axis): Line => {
    const [step, alongJ, alongK] = [matrix[4 * axis], matrix[4 * axis + 1], matrix[4 * axis + 2]] as Three;
    const base = alongJ * (origin[1] + j) + alongK * (origin[2] + k) + (matrix[4 * axis + 3] as number);
    return { step, start: origin[0], base, length: placement.fullShape[axis], first: placement.first[axis] };
  };
  const lines = [lineOf(0), lineOf(1), lineOf(2)] as const;
  const isInside = (i: number): boolean =>
    ([0, 1, 2] as const).every((axis) => {
      const { step, start, base } = lines[axis];
      const position = step * (start + i) + base;
      return position >= placement.inside[axis][0] && position <= placement.inside[axis][1];
    });
  let from = 0;
  let to = out.i.length;
  while (from < to && !isInside(from)) from++;
  while (to > from && !isInside(to - 1)) to--;
  placeInto(lines[0], { from, to }, out.i);
  placeInto(lines[1], { from, to }, out.j);
  placeInto(lines[2], { from, to }, out.k);
  return { from, to };
}

type Three = readonly [number, number, number];

/** Positions `step · (start + i) + base` on a source axis, of which the part from `first` on is read. */
interface Line {
  readonly step: number;
  readonly start: number;
  readonly base: number;
  readonly length: number;
  readonly first: number;
}

/** Positions held within the outermost centres. */
function placeInto({ step, start, base, length, first }: Line, { from, to }: RowSpan, out: Float64Array): void {
  const last = length - 1;
  for (let i = from; i < to; i++) {
    const position = step * (start + i) + base;
    out[i] = (position < 0 ? 0 : Math.min(position, last)) - first;
  }
}
