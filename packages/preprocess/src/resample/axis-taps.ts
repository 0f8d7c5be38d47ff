import type { AxisPositions } from "./axis-positions.js";
import type { Interpolation } from "./interpolation.js";

/** The source voxels, along one axis, whose weighted sum is the value at each position. */
export interface AxisTaps {
  /** Voxels to a position: 1 for nearest and on axes of one voxel, 2 for linear, 4 for cubic. */
  readonly count: 1 | 2 | 4;
  /**
   * `index[t]` is the voxel of position t; for linear the lower of two neighbours. For cubic `index[4 · t + n]` is the
   * voxel under tap n.
   */
  readonly index: Int32Array;
  /** For linear `weight[t]` is that of the upper neighbour, for cubic `weight[4 · t + n]` that of tap n; else empty. */
  readonly weight: Float64Array;
  /** The positions that are inside, as in {@link AxisPositions}. */
  readonly from: number;
  readonly to: number;
}

/** The taps of an axis with `length` source voxels. */
export function axisTaps(positions: AxisPositions, length: number, interpolation: Interpolation): AxisTaps {
  const { at, from, to } = positions;
  if (interpolation === "nearest" || length === 1) {
    return { count: 1, index: Int32Array.from(at), weight: new Float64Array(0), from, to };
  }
  if (interpolation === "linear") {
    const index = Int32Array.from(at, (position) => Math.min(length - 2, Math.floor(position)));
    return { count: 2, index, weight: at.map((position, t) => position - (index[t] as number)), from, to };
  }
  const index = new Int32Array(4 * at.length);
  const weight = new Float64Array(4 * at.length);
  for (let t = 0; t < at.length; t++) {
    const position = at[t] as number;
    const lower = Math.floor(position);
    for (let n = 0; n < 4; n++) index[4 * t + n] = mirrored(lower - 1 + n, length);
    cubicWeightsInto(position - lower, weight, 4 * t);
  }
  return { count: 4, index, weight, from, to };
}

/** The index that mirroring about the outermost voxels' centres leads to: −1 is 1, n is n − 2. */
export function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const folded = ((index % period) + period) % period;
  return folded < length ? folded : period - folded;
}

/** The cubic B-spline at the four voxels around a position `f` past the second of them. */
export function cubicWeightsInto(f: number, out: Float64Array, start: number): void {
  const g = 1 - f;
  out[start] = (g * g * g) / 6;
  out[start + 1] = (4 - 6 * f * f + 3 * f * f * f) / 6;
  out[start + 2] = (4 - 6 * g * g + 3 * g * g * g) / 6;
  out[start + 3] = (f * f * f) / 6;
}

/** The first source voxel that any inside position needs, and one past the last. */
export function tapRange({ count, index, from, to }: AxisTaps): readonly [number, number] {
  if (from >= to) return [0, 1];
  const perPosition = count === 4 ? 4 : 1;
  const used = index.subarray(perPosition * from, perPosition * to);
  const least = used.reduce((low, voxel) => Math.min(low, voxel));
  const most = used.reduce((high, voxel) => Math.max(high, voxel));
  return [least, most + (count === 2 ? 2 : 1)];
}

/** The same taps on a line that starts at its voxel `first`. */
export function shiftTaps(taps: AxisTaps, first: number): AxisTaps {
  return { ...taps, index: taps.index.map((voxel) => voxel - first) };
}
