import type { Rng, Shape } from "@cmb/core";

/** Random numbers on a coarse grid whose first and last points lie on the ends of a finer one. @internal */
export interface ControlField {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** Control points for a grid: `share` of its voxels along each axis, as SynthSeg takes them, at least 2. @internal */
export function controlShape(shape: Shape, share: number): Shape {
  const points = (n: number): number => Math.max(2, Math.ceil(n * share));
  return [points(shape[0]), points(shape[1]), points(shape[2])];
}

/** Normal numbers of mean 0. @internal */
export function drawControlField(rng: Rng, shape: Shape, deviation: number): ControlField {
  const values = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let n = 0; n < values.length; n++) values[n] = rng.normal(0, deviation);
  return { shape, values };
}

/** Weights of the four control points around a place by a cubic B-spline; points beyond the ends repeat the last. */
function splineWeights(t: number): readonly [number, number, number, number] {
  const s = 1 - t;
  return [(s * s * s) / 6, (4 - 6 * t * t + 3 * t * t * t) / 6, (4 - 6 * s * s + 3 * s * s * s) / 6, (t * t * t) / 6];
}

/**
 * The field by cubic B-splines at the points of a finer grid over the same extent.
 *
 * @internal
 */
export function refine(field: ControlField, shape: Shape): ControlField {
  let current = field;
  for (const axis of [0, 1, 2] as const) current = refineAxis(current, axis, shape[axis]);
  return current;
}

function refineAxis({ shape, values }: ControlField, axis: 0 | 1 | 2, points: number): ControlField {
  const next = shape.with(axis, points) as [number, number, number];
  const out = new Float32Array(next[0] * next[1] * next[2]);
  const count = shape[axis];
  const inner = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const outer = values.length / (inner * count);
  for (let point = 0; point < points; point++) {
    const at = points === 1 ? 0 : (point * (count - 1)) / (points - 1);
    const base = Math.min(count - 2, Math.floor(at));
    const weights = splineWeights(at - base);
    for (const [tap, weight] of weights.entries()) {
      const source = Math.min(count - 1, Math.max(0, base + tap - 1));
      for (let block = 0; block < outer; block++) {
        const from = (block * count + source) * inner;
        const to = (block * points + point) * inner;
        for (let n = 0; n < inner; n++) out[to + n] = (out[to + n] as number) + weight * (values[from + n] as number);
      }
    }
  }
  return { shape: next, values: out };
}

/**
 * Writes the field along one row of a finer grid, linearly between its points.
 *
 * @param row - j and k of the finer grid
 * @internal
 */
export function fieldRow(
  field: ControlField,
  grid: Shape,
  { j, k, out }: { readonly j: number; readonly k: number; readonly out: Float32Array },
): void {
  const [ci, cj] = field.shape;
  const [j0, wj] = place(j, grid[1], field.shape[1]);
  const [k0, wk] = place(k, grid[2], field.shape[2]);
  const rows = [
    ci * (j0 + cj * k0),
    ci * (j0 + 1 + cj * k0),
    ci * (j0 + cj * (k0 + 1)),
    ci * (j0 + 1 + cj * (k0 + 1)),
  ] as const;
  const weights = [(1 - wj) * (1 - wk), wj * (1 - wk), (1 - wj) * wk, wj * wk] as const;
  const line = new Float32Array(ci);
  for (let c = 0; c < ci; c++) {
    for (let n = 0; n < 4; n++) {
      line[c] = (line[c] as number) + (weights[n] as number) * (field.values[(rows[n] as number) + c] as number);
    }
  }
  const step = grid[0] > 1 ? (ci - 1) / (grid[0] - 1) : 0;
  for (let i = 0; i < grid[0]; i++) {
    const at = i * step;
    const c = Math.min(ci - 2, Math.floor(at));
    const low = line[c] as number;
    out[i] = low + (at - c) * ((line[c + 1] as number) - low);
  }
}

function place(index: number, voxels: number, points: number): readonly [number, number] {
  const at = voxels > 1 ? (index * (points - 1)) / (voxels - 1) : 0;
  const low = Math.min(points - 2, Math.floor(at));
  return [low, at - low];
}
