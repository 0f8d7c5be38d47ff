import type { Binning } from "../histogram.js";
import { type RowKernels, rowKernels } from "./row-kernels.js";

/** Values that go into the scratch memory at a time; a multiple of 4. */
const PIECE_VALUES = 8192;

/** Lanes of the kernels: each has a histogram, and each vector is full. */
const LANES = 4;

/** The least and the greatest finite value; +∞ and −∞ where there is none. A zero may have either sign. */
export function finiteRangeOfFloats(values: Float32Array): readonly [number, number] {
  const kernels = rowKernels(PIECE_VALUES + 2);
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < values.length; from += PIECE_VALUES) {
    const n = fillPiece(kernels, values, from);
    kernels.finiteRange({ source: 0, n, out: PIECE_VALUES });
    minimum = Math.min(minimum, kernels.values[PIECE_VALUES] as number);
    maximum = Math.max(maximum, kernels.values[PIECE_VALUES + 1] as number);
  }
  return [minimum, maximum];
}

/** How many values lie in each bin, with one more for the maximum; NaN and infinities are left out. */
export function countFloats(values: Float32Array, binning: Binning): Uint32Array {
  const { bins } = binning;
  const room = LANES * (bins + 2);
  const kernels = rowKernels(PIECE_VALUES + room);
  const lanes = new Uint32Array(kernels.values.buffer, PIECE_VALUES * kernels.values.BYTES_PER_ELEMENT, room);
  lanes.fill(0);
  for (let from = 0; from < values.length; from += PIECE_VALUES) {
    const n = fillPiece(kernels, values, from);
    kernels.countBins({ ...binning, source: 0, n, counts: PIECE_VALUES });
  }
  return Uint32Array.from({ length: bins + 1 }, (_, bin) =>
    lanes.subarray(LANES * bin, LANES * (bin + 1)).reduce((sum, n) => sum + n, 0),
  );
}

/** Copies a piece, filled up with NaN, which counts for nothing, to whole vectors; returns its length. */
function fillPiece({ values: scratch }: RowKernels, values: Float32Array, from: number): number {
  const piece = values.subarray(from, from + PIECE_VALUES);
  const n = LANES * Math.ceil(piece.length / LANES);
  scratch.set(piece);
  scratch.fill(Number.NaN, piece.length, n);
  return n;
}
