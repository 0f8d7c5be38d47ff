import type { AxisPositions } from "./axis-positions.js";
import { nearest } from "./axis-positions.js";
import type { ObliquePlacement, PointRule } from "./resampling-plan.js";

/** Where the voxels of one target row lie on the plan's source, held within its outermost centres. */
export interface RowPositions {
  readonly i: Float64Array;
  readonly j: Float64Array;
  readonly k: Float64Array;
}

/** A span of a row: the voxels that are inside. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** Room for the positions of a row. */
export function newRowPositions(length: number): RowPositions {
  return { i: new Float64Array(length), j: new Float64Array(length), k: new Float64Array(length) };
}

/** The row (j, k) of an aligned grid. */
export function alignedRowInto(
  positions: readonly [AxisPositions, AxisPositions, AxisPositions],
  { j, k }: { readonly j: number; readonly k: number },
  out: RowPositions,
): RowSpan {
  const [alongI, alongJ, alongK] = positions;
  if (j < alongJ.from || j >= alongJ.to || k < alongK.from || k >= alongK.to) return { from: 0, to: 0 };
  out.i.set(alongI.at);
  out.j.fill(alongJ.at[j] as number);
  out.k.fill(alongK.at[k] as number);
  return { from: alongI.from, to: alongI.to };
}

/**
 * The row (j, k) of an oblique grid. Positions come from products, not from running sums, so that a row does not depend
 * on where the work started. Along a row each coordinate only rises or only falls: what is inside is one span.
 */
export function obliqueRowInto(
  placement: ObliquePlacement,
  { rule, j, k }: { readonly rule: PointRule; readonly j: number; readonly k: number },
  out: RowPositions,
): RowSpan {
  const { matrix, origin } = placement;
  const span = { from: 0, to: out.i.length };
  for (const axis of [0, 1, 2] as const) {
    const row = 4 * axis;
    const step = matrix[row] as number;
    const base =
      (matrix[row + 1] as number) * (origin[1] + j) +
      (matrix[row + 2] as number) * (origin[2] + k) +
      (matrix[row + 3] as number);
    const at = axis === 0 ? out.i : axis === 1 ? out.j : out.k;
    for (let i = 0; i < at.length; i++) at[i] = step * (origin[0] + i) + base;
    const [least, greatest] = placement.inside[axis];
    const inside = (i: number): boolean => (at[i] as number) >= least && (at[i] as number) <= greatest;
    while (span.from < span.to && !inside(span.from)) span.from++;
    while (span.to > span.from && !inside(span.to - 1)) span.to--;
    hold(at, { length: placement.fullShape[axis], first: placement.first[axis], rule });
  }
  return span;
}

/** Holds positions within the outermost centres, from `first` on; for nearest, at a centre. */
function hold(
  at: Float64Array,
  { length, first, rule }: { readonly length: number; readonly first: number; readonly rule: PointRule },
): void {
  const last = length - 1;
  for (let i = 0; i < at.length; i++) {
    const position = at[i] as number;
    at[i] = rule === "nearest" ? nearest(position, length) - first : Math.min(last, Math.max(0, position)) - first;
  }
}
