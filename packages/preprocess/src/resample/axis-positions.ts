import type { AxisLine } from "./axis-line.js";
import type { Interpolation } from "./interpolation.js";

/** Positions on a source axis for consecutive voxels along a target axis. */
export interface AxisPositions {
  /** In source voxels, within the outermost centres; whole numbers for nearest. */
  readonly at: Float64Array;
  /** The first target voxel that is inside, and one past the last; no voxel where they are equal. */
  readonly from: number;
  readonly to: number;
}

/** Positions nearer than this to a voxel centre are at it, and at a half are a half: float64 noise must not decide. */
export const CENTRE_SLACK = 1e-6;
/** Rounding in headers may put the outermost voxels of the same grid this far outside, in voxels. */
const EDGE_SLACK = 1e-5;

/** What counts as inside; see `ResamplingOptions`. */
export interface Edges {
  readonly outside: number | "edge";
  readonly inside: "extent" | "centres";
}

/** The least and the greatest position that is inside, for {@link Edges}. */
export function insideRange(length: number, { outside, inside }: Edges): readonly [number, number] {
  if (outside === "edge") return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const rim = (inside === "extent" ? 0.5 : 0) + EDGE_SLACK;
  return [-rim, length - 1 + rim];
}

/** A position held within the outermost centres; at a whole number where it nearly is. */
export function settle(position: number, length: number): number {
  const whole = Math.floor(position + 0.5);
  const settled = Math.abs(position - whole) < CENTRE_SLACK ? whole : position;
  return Math.min(length - 1, Math.max(0, settled));
}

/** The nearest voxel, halves up. */
export function nearest(position: number, length: number): number {
  return Math.min(length - 1, Math.max(0, Math.floor(position + 0.5 + CENTRE_SLACK)));
}

/** The positions along one axis. */
export function axisPositions(line: AxisLine, interpolation: Interpolation, edges: Edges): AxisPositions {
  const { scale, offset, first, count, length } = line;
  const [least, greatest] = insideRange(length, edges);
  const place = interpolation === "nearest" ? nearest : settle;
  const at = new Float64Array(count);
  let from = count;
  let to = 0;
  for (let t = 0; t < count; t++) {
    const position = scale * (first + t) + offset;
    if (position >= least && position <= greatest) {
      from = Math.min(from, t);
      to = t + 1;
    }
    at[t] = place(position, length);
  }
  return { at, from: Math.min(from, to), to };
}
