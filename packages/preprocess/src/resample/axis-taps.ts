import type { AxisPositions } from "./axis-positions.js";
import type { Interpolation } from "./interpolation.js";

/** The source voxels, along one axis, whose weighted sum is the value at each position. */
export interface AxisTaps {
  /** Voxels to a position: 1 for nearest, 2 for linear, 4 for cubic. */
  readonly count: 1 | 2 | 4;
  /** `index[count · t + n]` is the voxel under tap n of position t. */
  readonly index: Int32Array;
  /** The weight of each tap; those of one position sum to 1. */
  readonly weight: Float64Array;
  /** The positions that are inside, as in {@link AxisPositions}. */
  readonly from: number;
  readonly to: number;
}

/** The taps of an axis with `length` source voxels. */
export function axisTaps({ at, from, to }: AxisPositions, length: number, interpolation: Interpolation): AxisTaps {
  const count = interpolation === "nearest" ? 1 : interpolation === "linear" ? 2 : 4;
  const index = new Int32Array(count * at.length);
  const weight = new Float64Array(count * at.length);
  for (let t = 0; t < at.length; t++) {
    const position = at[t] as number;
    const lower = Math.floor(position);
    if (count === 4) {
      for (let n = 0; n < 4; n++) index[4 * t + n] = mirrored(lower - 1 + n, length);
      cubicWeightsInto(position - lower, weight, 4 * t);
    } else {
      index[count * t] = lower;
      weight[count * t] = 1 - (position - lower);
      if (count === 2) {
        index[2 * t + 1] = Math.min(length - 1, lower + 1);
        weight[2 * t + 1] = position - lower;
      }
    }
  }
  return { count, index, weight, from, to };
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
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let n = count * from; n < count * to; n++) {
    const voxel = index[n] as number;
    if (voxel < least) least = voxel;
    if (voxel > most) most = voxel;
  }
  return from < to ? [least, most + 1] : [0, 1];
}

/** The same taps on a line that starts at its voxel `first`. */
export function shiftTaps(taps: AxisTaps, first: number): AxisTaps {
  return { ...taps, index: taps.index.map((voxel) => voxel - first) };
}
