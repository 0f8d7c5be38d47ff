import type { Shape, VoxelArray } from "@cmb/core";
import { type AxisLines, axisLines } from "../axis-lines.js";
import { ROW_KERNEL_VALUES, type RowKernels, rowKernels } from "./row-kernels.js";

/** A separable convolution with symmetric kernels. */
export interface Convolution {
  readonly source: VoxelArray;
  readonly shape: Shape;
  /** Half a kernel for each axis, centre first; an axis with a single weight is left alone. */
  readonly weights: readonly [Float32Array, Float32Array, Float32Array];
  /** Gives the scratch memory; {@link rowKernels} unless given. */
  readonly kernels?: ((capacity: number) => RowKernels) | undefined;
}

/** The last vector of a row may reach past it. */
const SLACK = 4;

/** Values that go in or out of the scratch memory at a time: many, as each time has its price. */
const PIECE_VALUES = 65_536;

/** The same along j and k, in rows of a block. */
const COLUMN_PIECE_ROWS = 32;

/** Convolves along i, then j, then k; beyond the edge the nearest value is repeated. */
export function convolveInto({ source, shape, weights, kernels = rowKernels }: Convolution, out: Float32Array): void {
  const [ni, nj, nk] = shape;
  const [alongI, alongJ, alongK] = weights;
  const plane = { ni, nj, slices: nk, alongI, alongJ };
  if (planeCapacity(plane) <= ROW_KERNEL_VALUES) {
    convolvePlanesInto(source, plane, kernels, out);
  } else {
    const alone = Float32Array.of(1);
    convolvePlanesInto(source, { ni, nj: 1, slices: nj * nk, alongI, alongJ: alone }, kernels, out);
    convolveColumnsInto(axisLines(shape, 1), alongJ, kernels, out);
  }
  convolveColumnsInto(axisLines(shape, 2), alongK, kernels, out);
}

/** Slices along i and j, which are convolved along both while they are at hand. */
interface Planes {
  readonly ni: number;
  readonly nj: number;
  readonly slices: number;
  readonly alongI: Float32Array;
  readonly alongJ: Float32Array;
}

function pieceRows({ ni, nj }: Planes): number {
  return Math.min(nj, Math.max(1, Math.floor(PIECE_VALUES / ni)));
}

/** Two kernels, a slice with its margins, and a piece of it without and with its own. */
function planeCapacity(planes: Planes): number {
  const { ni, nj, alongI, alongJ } = planes;
  const slice = ni * (nj + 2 * (alongJ.length - 1));
  const pieces = pieceRows(planes) * (ni + ni + 2 * (alongI.length - 1));
  return alongI.length + alongJ.length + slice + pieces + 3 * SLACK;
}

// kernel: where the parts of the scratch memory lie is one piece of knowledge
function convolvePlanesInto(
  source: VoxelArray,
  planes: Planes,
  kernelsOf: (capacity: number) => RowKernels,
  out: Float32Array,
): void {
  const { ni, nj, slices, alongI, alongJ } = planes;
  const { values, spreadRows, weightedSums } = kernelsOf(planeCapacity(planes));
  const atATime = pieceRows(planes);
  const [radiusI, radiusJ] = [alongI.length - 1, alongJ.length - 1];
  values.set(alongI);
  values.set(alongJ, alongI.length);
  const pieceAt = alongI.length + alongJ.length;
  const spreadAt = pieceAt + atATime * ni + SLACK;
  const sliceAt = spreadAt + atATime * (ni + 2 * radiusI) + SLACK;
  const centre = sliceAt + ni * radiusJ;
  const rowsI = { sourceStep: ni + 2 * radiusI, tapStep: 1, weights: 0, radius: radiusI, outStep: ni, n: ni };
  const rowsJ = { sourceStep: ni, tapStep: ni, weights: alongI.length, radius: radiusJ, outStep: ni, n: ni };
  for (let slice = 0; slice < slices; slice++) {
    for (let j = 0; j < nj; j += atATime) {
      const rows = Math.min(atATime, nj - j);
      const from = ni * (j + nj * slice);
      values.set(source.subarray(from, from + rows * ni), pieceAt);
      spreadRows({ source: pieceAt, n: ni, rows, radius: radiusI, out: spreadAt });
      weightedSums({ ...rowsI, source: spreadAt + radiusI, out: centre + ni * j, rows });
    }
    repeatEdges(values, { at: centre, n: ni, rows: nj, radius: radiusJ });
    for (let j = 0; j < nj; j += atATime) {
      const rows = Math.min(atATime, nj - j);
      weightedSums({ ...rowsJ, source: centre + ni * j, out: pieceAt, rows });
      out.set(values.subarray(pieceAt, pieceAt + rows * ni), ni * (j + nj * slice));
    }
  }
}

/** Along j or k, in place: lines that lie side by side, so that a row holds one value of each. */
function convolveColumnsInto(
  { outer, length, stride }: AxisLines,
  weights: Float32Array,
  kernelsOf: (capacity: number) => RowKernels,
  data: Float32Array,
): void {
  const radius = weights.length - 1;
  if (radius === 0) return;
  const perLine = length + 2 * radius + COLUMN_PIECE_ROWS;
  const fixed = weights.length + 2 * SLACK;
  const width = Math.max(1, Math.floor((ROW_KERNEL_VALUES - fixed) / perLine));
  const { values, weightedSums } = kernelsOf(fixed + width * perLine);
  values.set(weights);
  const pieceAt = weights.length;
  const blockAt = pieceAt + width * COLUMN_PIECE_ROWS + SLACK;
  for (let slab = 0; slab < outer; slab++) {
    for (let first = 0; first < stride; first += width) {
      const n = Math.min(width, stride - first);
      const start = slab * length * stride + first;
      const centre = blockAt + radius * n;
      copyRowsInto(data, { from: start, fromStep: stride, to: centre, toStep: n, n, rows: length }, values);
      repeatEdges(values, { at: centre, n, rows: length, radius });
      const rowsOf = { sourceStep: n, tapStep: n, weights: 0, radius, outStep: n, n };
      for (let t = 0; t < length; t += COLUMN_PIECE_ROWS) {
        const rows = Math.min(COLUMN_PIECE_ROWS, length - t);
        weightedSums({ ...rowsOf, source: centre + t * n, out: pieceAt, rows });
        const to = start + t * stride;
        copyRowsInto(values, { from: pieceAt, fromStep: n, to, toStep: stride, n, rows }, data);
      }
    }
  }
}

interface RowCopy {
  readonly from: number;
  readonly fromStep: number;
  readonly to: number;
  readonly toStep: number;
  /** Values of one row. */
  readonly n: number;
  readonly rows: number;
}

function copyRowsInto(source: Float32Array, { from, fromStep, to, toStep, n, rows }: RowCopy, out: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const start = from + row * fromStep;
    out.set(source.subarray(start, start + n), to + row * toStep);
  }
}

interface EdgeRows {
  /** Where the first row is. */
  readonly at: number;
  /** Values of one row. */
  readonly n: number;
  readonly rows: number;
  readonly radius: number;
}

/** Repeats the first row `radius` times before it and the last one after it. */
function repeatEdges(values: Float32Array, { at, n, rows, radius }: EdgeRows): void {
  const last = at + (rows - 1) * n;
  for (let t = 1; t <= radius; t++) {
    values.copyWithin(at - t * n, at, at + n);
    values.copyWithin(last + t * n, last, last + n);
  }
}
