import { type Affine, composeAffines, invertAffine, type LongTaskOptions, type Shape, type Volume } from "@cmb/core";
import { eachSlab } from "../values/each-slab.js";

/** Where voxels look, and what they see outside. @internal */
export interface MovedImageOptions extends LongTaskOptions {
  /** Voxel of the result to the world position in the image that it shows. */
  readonly affine: Affine;
  readonly outside: number;
  /** Taken off what is seen, voxel by voxel; nothing unless given. */
  readonly less?: Float32Array | undefined;
}

/**
 * An image seen from another place, by linear interpolation, on a grid of the same shape.
 *
 * `resample` of `@cmb/preprocess` with `interpolation: "linear"`: within half a voxel of the edge the outermost voxel counts, beyond it `outside`. Rows whose
 * positions all lie between voxel centres, most of them, go through a loop without conditions, three times as fast.
 *
 * @internal
 */
export async function movedImage(
  { data, shape, affine }: Volume,
  { affine: looks, outside, less, ...tools }: MovedImageOptions,
): Promise<Float32Array> {
  const [a, b, c, x, d, e, f, y, g, h, l, z] = composeAffines(invertAffine(affine), looks);
  const [ni, nj, nk] = shape;
  const step = [a, d, g] as const;
  const out = new Float32Array(data.length);
  await eachSlab(nj * nk, { stage: "motion", slab: Math.ceil(65_536 / ni), ...tools }, (from, to) => {
    for (let row = from; row < to; row++) {
      const [j, k] = [row % nj, Math.floor(row / nj)];
      const start = [x + b * j + c * k, y + e * j + f * k, z + h * j + l * k] as const;
      const [first, end] = insideRun(start, step, shape);
      const at = row * ni;
      for (let i = 0; i < first; i++) out[at + i] = edgeValue(data, shape, { start, step, i, outside });
      interpolateRun(data, shape, { start, step, first, end }, out.subarray(at, at + ni));
      for (let i = end; i < ni; i++) out[at + i] = edgeValue(data, shape, { start, step, i, outside });
      if (less === undefined) continue;
      for (let v = at; v < at + ni; v++) out[v] = (out[v] as number) - (less[v] as number);
    }
  });
  return out;
}

type Triple = readonly [number, number, number];

/** The voxels of a row whose positions lie between voxel centres along each axis. */
function insideRun(start: Triple, step: Triple, shape: Shape): readonly [number, number] {
  let first = 0;
  let end = shape[0];
  for (const axis of [0, 1, 2] as const) {
    const [s, d] = [start[axis], step[axis]];
    // A margin, so that rounding on the way takes nothing out of the image.
    const [low, high] = [1e-6, shape[axis] - 1 - 1e-6];
    if (Math.abs(d) < 1e-12) {
      if (!(s >= low && s <= high)) return [0, 0];
      continue;
    }
    const [one, other] = [(low - s) / d, (high - s) / d];
    first = Math.max(first, Math.ceil(Math.min(one, other)));
    end = Math.min(end, Math.floor(Math.max(one, other)) + 1);
  }
  return first < end ? [first, end] : [0, 0];
}

interface Run {
  readonly start: Triple;
  readonly step: Triple;
  readonly first: number;
  readonly end: number;
}

// kernel: every position costs eight values and seven weighted means, and nothing else
function interpolateRun(data: Float32Array, [ni, nj]: Shape, run: Run, out: Float32Array): void {
  const [x0, y0, z0] = run.start;
  const [dx, dy, dz] = run.step;
  const slab = ni * nj;
  for (let i = run.first; i < run.end; i++) {
    const x = x0 + dx * i;
    const y = y0 + dy * i;
    const z = z0 + dz * i;
    const xi = x | 0;
    const yi = y | 0;
    const zi = z | 0;
    const wx = x - xi;
    const wy = y - yi;
    const v = xi + ni * yi + slab * zi;
    const a = data[v] as number;
    const b = data[v + ni] as number;
    const c = data[v + slab] as number;
    const d = data[v + slab + ni] as number;
    const front = a + wx * ((data[v + 1] as number) - a);
    const above = b + wx * ((data[v + ni + 1] as number) - b);
    const back = c + wx * ((data[v + slab + 1] as number) - c);
    const both = d + wx * ((data[v + slab + ni + 1] as number) - d);
    const near = front + wy * (above - front);
    out[i] = near + (z - zi) * (back + wy * (both - back) - near);
  }
}

interface EdgePlace {
  readonly start: Triple;
  readonly step: Triple;
  readonly i: number;
  readonly outside: number;
}

/** At the edge of the image, where the outermost voxels reach half a voxel outwards. */
function edgeValue(data: Float32Array, shape: Shape, { start, step, i, outside }: EdgePlace): number {
  const low = [0, 0, 0];
  const weight = [0, 0, 0];
  for (const axis of [0, 1, 2] as const) {
    const place = start[axis] + step[axis] * i;
    const last = shape[axis] - 1;
    if (place < -0.5 || place > last + 0.5) return outside;
    const inside = Math.min(last, Math.max(0, place));
    low[axis] = Math.min(Math.max(0, last - 1), Math.floor(inside));
    weight[axis] = inside - (low[axis] as number);
  }
  const [xi = 0, yi = 0, zi = 0] = low;
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [p, q, r] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const share = shareOf(weight[0], p) * shareOf(weight[1], q) * shareOf(weight[2], r);
    if (share > 0) sum += share * (data[xi + p + shape[0] * (yi + q + shape[1] * (zi + r))] as number);
  }
  return sum;
}

function shareOf(weight = 0, upper: number): number {
  return upper === 1 ? weight : 1 - weight;
}
