import type { Axis, Shape, VoxelArray } from "@cmb/core";

/** What one sample along an axis is made of: the share of each voxel from `from` on. @internal */
export interface LineSample {
  readonly from: number;
  readonly weights: Float64Array;
}

/** What is less comes from rounding. */
const LEAST_SHARE = 1e-9;

/** The voxels with a share, and their shares scaled to sum 1; the nearest voxel where there is none. @internal */
export function toLineSample(weights: Float64Array, nearest: number): LineSample {
  const from = weights.findIndex((weight) => weight > LEAST_SHARE);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (from === -1 || !(sum > LEAST_SHARE)) {
    const at = Math.min(weights.length - 1, Math.max(0, Math.round(nearest)));
    return { from: at, weights: Float64Array.of(1) };
  }
  const to = weights.findLastIndex((weight) => weight > LEAST_SHARE);
  return { from, weights: weights.slice(from, to + 1).map((weight) => weight / sum) };
}

/** How the lines along an axis lie in memory. @internal */
export interface LineLayout {
  readonly shape: Shape;
  readonly axis: Axis;
}

/** A shape with another number of voxels along an axis. @internal */
export function withLength([ni, nj, nk]: Shape, axis: Axis, length: number): Shape {
  if (axis === 0) return [length, nj, nk];
  return axis === 1 ? [ni, length, nk] : [ni, nj, length];
}

/** Weighted means along an axis: one value for each sample. @internal */
export function averageLines(
  data: ArrayLike<number>,
  { shape, axis }: LineLayout,
  samples: readonly LineSample[],
): Float32Array {
  const { stride, length, outer } = layoutOf(shape, axis);
  const out = new Float32Array(outer * samples.length * stride);
  for (let o = 0; o < outer; o++) {
    for (const [m, { from, weights }] of samples.entries()) {
      const to = (o * samples.length + m) * stride;
      for (let t = 0; t < weights.length; t++) {
        const weight = weights[t] as number;
        const start = (o * length + from + t) * stride;
        for (let x = 0; x < stride; x++) out[to + x] = (out[to + x] as number) + weight * (data[start + x] as number);
      }
    }
  }
  return out;
}

/** The label with the greatest share of each sample, 0 where all labels together have less than `leastShare`. @internal */
export function labelLines<D extends VoxelArray>(
  data: D,
  { shape, axis, leastShare }: LineLayout & { readonly leastShare: number },
  samples: readonly LineSample[],
): D {
  const { stride, length, outer } = layoutOf(shape, axis);
  const Kind = data.constructor as new (length: number) => D;
  const out = new Kind(outer * samples.length * stride);
  for (let o = 0; o < outer; o++) {
    for (const [m, { from, weights }] of samples.entries()) {
      const to = (o * samples.length + m) * stride;
      const start = (o * length + from) * stride;
      for (let x = 0; x < stride; x++) out[to + x] = commonest(data, { start: start + x, stride, weights, leastShare });
    }
  }
  return out;
}

interface Column {
  readonly start: number;
  readonly stride: number;
  readonly weights: Float64Array;
  readonly leastShare: number;
}

function commonest(data: ArrayLike<number>, { start, stride, weights, leastShare }: Column): number {
  let [label, share, total] = [0, 0, 0];
  for (let t = 0; t < weights.length; t++) {
    const value = data[start + t * stride] as number;
    if (value === 0) continue;
    total += weights[t] as number;
    if (value === label) continue;
    let own = 0;
    for (let u = t; u < weights.length; u++) if (data[start + u * stride] === value) own += weights[u] as number;
    if (own > share) [label, share] = [value, own];
  }
  return total >= leastShare ? label : 0;
}

function layoutOf(
  shape: Shape,
  axis: Axis,
): { readonly stride: number; readonly length: number; readonly outer: number } {
  const stride = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const length = shape[axis];
  return { stride, length, outer: (shape[0] * shape[1] * shape[2]) / (stride * length) };
}
