import { CmbError } from "@cmb/core";
import { ROW_KERNEL_VALUES, type RowKernels, rowKernels } from "./row-kernels.js";

/** One sum of {@link addWeightedRowsInto}: of rows that follow one another. @since 0.1.0 */
export interface RowWeights {
  /** The first row of the sum. */
  readonly first: number;
  /** One weight for each row from there on. */
  readonly weights: ArrayLike<number>;
}

/** What {@link addWeightedRowsInto} sums. @since 0.1.0 */
export interface WeightedRowsOptions {
  /** Values of a row; a plane of a volume is a row too. */
  readonly rowLength: number;
  /** One for each row of `out`. */
  readonly sums: readonly RowWeights[];
}

/**
 * Adds weighted sums of rows to other rows: a matrix product along the slowest axis, for slice profiles and projections.
 *
 * `out[s, x] += Σ w[s, r] · rows[r, x]`, in float32 and in the order of the rows. Runs as WebAssembly with SIMD where the
 * host allows it, with the same bits where it does not.
 *
 * @param rows - one after the other; not touched
 * @param options - see {@link WeightedRowsOptions}
 * @param out - one row for each sum; it is added to
 * @throws CmbError `SHAPE_MISMATCH` when rows, sums and `out` do not fit one another
 * @example
 * ```ts
 * import { addWeightedRowsInto } from "@cmb/preprocess";
 * const out = new Float32Array(2);
 * addWeightedRowsInto(Float32Array.of(1, 2, 3, 4, 5, 6), { rowLength: 2, sums: [{ first: 1, weights: [0.5, 0.5] }] }, out);
 * [...out]; // => [4, 5]
 * ```
 * @since 0.1.0
 */
export function addWeightedRowsInto(rows: Float32Array, options: WeightedRowsOptions, out: Float32Array): void {
  addRowsInto(rows, { ...options, kernels: rowKernels }, out);
}

/** As {@link addWeightedRowsInto}. */
export interface RowSums extends WeightedRowsOptions {
  /** Gives the scratch memory. */
  readonly kernels: (capacity: number) => RowKernels;
}

/** {@link addWeightedRowsInto} by any kernels. @internal */
export function addRowsInto(rows: Float32Array, { rowLength, sums, kernels }: RowSums, out: Float32Array): void {
  const used = assertRows(rows, { rowLength, sums }, out);
  if (used === 0) return;
  const most = Math.floor((ROW_KERNEL_VALUES - 2 * used) / (used + 1));
  const width = 4 * Math.max(1, Math.min(Math.ceil(rowLength / 4), Math.floor(most / 4)));
  const { values, addRows } = kernels(used + (used + 1) * width);
  const [sumAt, rowsAt] = [used, used + width];
  for (let from = 0; from < rowLength; from += width) {
    const n = Math.min(width, rowLength - from);
    for (let row = 0; row < used; row++) {
      const start = row * rowLength + from;
      values.set(rows.subarray(start, start + n), rowsAt + row * width);
    }
    for (const [sum, { first, weights }] of sums.entries()) {
      const target = out.subarray(sum * rowLength + from, sum * rowLength + from + n);
      values.set(weights);
      values.set(target, sumAt);
      const source = rowsAt + first * width;
      addRows({ source, sourceStep: width, rows: weights.length, weights: 0, out: sumAt, n: 4 * Math.ceil(n / 4) });
      target.set(values.subarray(sumAt, sumAt + n));
    }
  }
}

/** The number of rows that any sum reaches to. */
function assertRows(rows: Float32Array, { rowLength, sums }: WeightedRowsOptions, out: Float32Array): number {
  const used = sums.reduce(
    (most, { first, weights }) => Math.max(most, weights.length > 0 ? first + weights.length : 0),
    0,
  );
  const fits =
    Number.isInteger(rowLength) && rowLength > 0 && sums.every(({ first }) => Number.isInteger(first) && first >= 0);
  if (fits && used * rowLength <= rows.length && sums.length * rowLength === out.length) return used;
  const message = `addWeightedRows: sums reach over ${used} rows of ${rowLength} values, and there are ${rows.length} values and ${out.length} for ${sums.length} sums`;
  throw new CmbError("SHAPE_MISMATCH", message, {
    expected: [used * rowLength, sums.length * rowLength],
    actual: [rows.length, out.length],
  });
}
