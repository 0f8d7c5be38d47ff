import type { Axis, Shape } from "@cmb/core";
import { type AxisLines, axisLines } from "../axis-lines.js";

/** The pole of the cubic B-spline's inverse filter, √3 − 2. */
const POLE = Math.sqrt(3) - 2;
/** From the last causal coefficient to the last coefficient. */
const LAST_GAIN = POLE / (POLE * POLE - 1);
/** Terms of the first coefficient's sum that count in float64: |pole|²⁸ is 1e-16. */
const HORIZON = 28;
/** Lines side by side in one pass: with 256 voxels each they fill a second-level cache. */
const WIDTH = 256;

/** How many blocks of lines the filter along one axis has. @internal */
export function prefilterBlocks(shape: Shape, axis: Axis): number {
  const { outer, stride } = axisLines(shape, axis);
  return axis === 0 ? shape[2] : outer * Math.ceil(stride / WIDTH);
}

/** One block of lines of a grid along one axis. @internal */
export interface PrefilterBlock {
  readonly shape: Shape;
  readonly axis: Axis;
  /** From 0 to `prefilterBlocks(shape, axis) − 1`; blocks share no voxel. */
  readonly block: number;
}

/**
 * Turns values into the coefficients of the cubic B-spline through them, along one axis, in place, for one block.
 *
 * The recursive filter of Unser, Aldroubi & Eden 1993 (doi:10.1109/78.193220): forwards and backwards with the pole
 * √3 − 2, the signal mirrored about the centres of its outermost voxels, as `scipy.ndimage.spline_filter1d` with
 * `mode="mirror"` and ITK's `BSplineDecompositionImageFilter`. Lines of one voxel stay as they are.
 *
 * @internal
 */
export function splinePrefilterInto({ shape, axis, block }: PrefilterBlock, data: Float32Array): void {
  if (shape[axis] === 1) return;
  const lines = axisLines(shape, axis);
  const first = firstWeights(lines.length);
  if (axis === 0) {
    const start = block * shape[0] * shape[1];
    for (let j = 0; j < shape[1]; j += 4) {
      filterRowsInto({ start: start + j * shape[0], length: shape[0], rows: Math.min(4, shape[1] - j), first }, data);
    }
    return;
  }
  const perSlab = Math.ceil(lines.stride / WIDTH);
  const from = (block % perSlab) * WIDTH;
  const start = Math.floor(block / perSlab) * lines.length * lines.stride + from;
  filterColumnsInto({ ...lines, start, width: Math.min(WIDTH, lines.stride - from), first }, data);
}

/** The weights of the first samples in the first causal coefficient, gain included. */
function firstWeights(length: number): Float64Array {
  const terms = Math.min(length, HORIZON);
  const weights = new Float64Array(terms);
  const mirrorOf = power(2 * length - 2);
  for (let t = 0; t < terms; t++) {
    const back = t === 0 || t === length - 1 ? 0 : power(2 * length - 2 - t);
    weights[t] = (6 * (power(t) + back)) / (1 - mirrorOf);
  }
  return weights;
}

/** Powers of the pole by multiplication: `Math.pow` differs between engines. */
function power(exponent: number): number {
  let result = 1;
  for (let n = 0; n < exponent && result !== 0; n++) result *= POLE;
  return result;
}

interface Rows {
  /** Index of the first value. */
  readonly start: number;
  readonly length: number;
  /** 1 to 4 rows that follow one another. */
  readonly rows: number;
  /** Weights of the first coefficient's sum. */
  readonly first: Float64Array;
}

/**
 * Up to four rows at a time: each step waits for the one before, and four rows fill the wait. Where fewer are left, the
 * last one is done again: all four values are read before any is written.
 */
// kernel: four recursions side by side
function filterRowsInto({ start, length, rows, first }: Rows, data: Float32Array): void {
  const a = start;
  const b = start + length * Math.min(1, rows - 1);
  const c = start + length * Math.min(2, rows - 1);
  const d = start + length * Math.min(3, rows - 1);
  let va = firstSum(first, a, data);
  let vb = firstSum(first, b, data);
  let vc = firstSum(first, c, data);
  let vd = firstSum(first, d, data);
  data[a] = va;
  data[b] = vb;
  data[c] = vc;
  data[d] = vd;
  const last = length - 1;
  for (let t = 1; t <= last; t++) {
    va = 6 * (data[a + t] as number) + POLE * va;
    vb = 6 * (data[b + t] as number) + POLE * vb;
    vc = 6 * (data[c + t] as number) + POLE * vc;
    vd = 6 * (data[d + t] as number) + POLE * vd;
    data[a + t] = va;
    data[b + t] = vb;
    data[c + t] = vc;
    data[d + t] = vd;
  }
  va = LAST_GAIN * (va + POLE * (data[a + last - 1] as number));
  vb = LAST_GAIN * (vb + POLE * (data[b + last - 1] as number));
  vc = LAST_GAIN * (vc + POLE * (data[c + last - 1] as number));
  vd = LAST_GAIN * (vd + POLE * (data[d + last - 1] as number));
  data[a + last] = va;
  data[b + last] = vb;
  data[c + last] = vc;
  data[d + last] = vd;
  for (let t = last - 1; t >= 0; t--) {
    va = POLE * (va - (data[a + t] as number));
    vb = POLE * (vb - (data[b + t] as number));
    vc = POLE * (vc - (data[c + t] as number));
    vd = POLE * (vd - (data[d + t] as number));
    data[a + t] = va;
    data[b + t] = vb;
    data[c + t] = vc;
    data[d + t] = vd;
  }
}

function firstSum(first: Float64Array, start: number, data: Float32Array): number {
  let sum = 0;
  for (let t = 0; t < first.length; t++) sum += (first[t] as number) * (data[start + t] as number);
  return sum;
}

interface Columns extends AxisLines {
  /** Index of the first value. */
  readonly start: number;
  /** Lines side by side. */
  readonly width: number;
  readonly first: Float64Array;
}

/** Neighbouring lines together, so that the inner loops run over contiguous memory. */
function filterColumnsInto({ length, stride, start, width, first }: Columns, data: Float32Array): void {
  const sums = new Float64Array(width);
  for (let t = 0; t < first.length; t++) {
    const w = first[t] as number;
    const row = start + t * stride;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + w * (data[row + x] as number);
  }
  data.set(sums, start);
  for (let t = 1; t < length; t++) {
    const row = start + t * stride;
    for (let x = row; x < row + width; x++) data[x] = 6 * (data[x] as number) + POLE * (data[x - stride] as number);
  }
  const last = start + (length - 1) * stride;
  for (let x = last; x < last + width; x++) {
    data[x] = LAST_GAIN * ((data[x] as number) + POLE * (data[x - stride] as number));
  }
  for (let t = length - 2; t >= 0; t--) {
    const row = start + t * stride;
    for (let x = row; x < row + width; x++) data[x] = POLE * ((data[x + stride] as number) - (data[x] as number));
  }
}
