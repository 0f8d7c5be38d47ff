import type { Binning } from "../histogram.js";
import { compileKernels } from "./compile-kernels.js";
import { plainRowKernels } from "./plain-row-kernels.js";
import { ROW_KERNELS_BASE64 } from "./row-kernels-wasm.js";

/**
 * Arithmetic on rows of float32 values in a scratch memory; every offset, length and step counts values.
 *
 * Two versions give the same bits, WebAssembly with SIMD and plain JavaScript: every operation rounds to float32, and
 * the order is the same. What a NaN holds besides being one is left open.
 */
export interface RowKernels {
  /** The scratch memory. What a call leaves in it means nothing to the next. */
  readonly values: Float32Array<ArrayBuffer>;
  /** `out[x] = Σ wₜ (s[x − t·step] + s[x + t·step]) + w₀ s[x]`, from the outermost tap inwards, for each row. */
  readonly weightedSums: (sums: WeightedSums) => void;
  /** `out[x] += Σ wᵣ sᵣ[x]`, one row after the other. */
  readonly addRows: (sum: RowSum) => void;
  /** Copies rows that lie side by side apart, each with its first and last value repeated `radius` times. */
  readonly spreadRows: (rows: SpreadRows) => void;
  /** The least and the greatest finite value, +∞ and −∞ where there is none; a zero may have either sign. */
  readonly finiteRange: (range: FiniteRange) => void;
  /** Adds each value to the count of its bin; NaN and what is not within the bins counts for nothing. */
  readonly countBins: (bins: CountBins) => void;
}

/** Where the values of {@link RowKernels.finiteRange} lie. */
export interface FiniteRange {
  readonly source: number;
  /** A multiple of 4. */
  readonly n: number;
  /** Takes two values. */
  readonly out: number;
}

/** Where the values of {@link RowKernels.countBins} lie, and what the bins are. */
export interface CountBins extends Binning {
  readonly source: number;
  /** A multiple of 4. */
  readonly n: number;
  /** Four counts, uint32, for each bin, the maximum and the rest, which add up to the count. */
  readonly counts: number;
}

/** Where the rows of {@link RowKernels.weightedSums} lie. */
export interface WeightedSums {
  /** The first value under the centre of the kernel. */
  readonly source: number;
  /** From one row to the next. */
  readonly sourceStep: number;
  /** From one tap to the next. */
  readonly tapStep: number;
  /** Of `radius + 1` weights, centre first. */
  readonly weights: number;
  readonly radius: number;
  /** Rows are written in order, and up to three values after each are overwritten. */
  readonly out: number;
  readonly outStep: number;
  /** Values of one row. */
  readonly n: number;
  readonly rows: number;
}

/** Where the rows of {@link RowKernels.addRows} lie. */
export interface RowSum {
  readonly source: number;
  /** From one row to the next. */
  readonly sourceStep: number;
  readonly rows: number;
  /** Of one weight for each row. */
  readonly weights: number;
  readonly out: number;
  /** Values of one row, a multiple of 4. */
  readonly n: number;
}

/** Where the rows of {@link RowKernels.spreadRows} lie. */
export interface SpreadRows {
  readonly source: number;
  /** Values of one row. */
  readonly n: number;
  readonly rows: number;
  readonly radius: number;
  readonly out: number;
}

/** Values that the memory of the WebAssembly version holds: 2 MiB, about a second-level cache. */
export const ROW_KERNEL_VALUES = 524_288;

/** The one instance of this realm, made at the first call; `undefined` where the host forbids it. */
let instance: RowKernels | "not tried" | undefined = "not tried";

/**
 * The fastest kernels that the host allows, with room for `capacity` values.
 *
 * The WebAssembly version has a memory of a fixed size, kept until the page or worker ends. It is tried once: where a
 * content-security policy forbids it, every try is reported as a violation.
 */
export function rowKernels(capacity: number): RowKernels {
  if (capacity > ROW_KERNEL_VALUES) return plainRowKernels(capacity);
  if (instance === "not tried") instance = webAssemblyRowKernels();
  return instance ?? plainRowKernels(capacity);
}

/** The WebAssembly version, or `undefined` without WebAssembly, SIMD or the permission of the policy. */
export function webAssemblyRowKernels(): RowKernels | undefined {
  const exports = compileKernels(ROW_KERNELS_BASE64);
  return exports && wrapExports(exports as unknown as Exports);
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly weightedSums: (...offsets: readonly number[]) => void;
  readonly addRows: (...offsets: readonly number[]) => void;
  readonly spreadRows: (...offsets: readonly number[]) => void;
  readonly finiteRange: (...offsets: readonly number[]) => void;
  readonly countBins: (...offsets: readonly number[]) => void;
}

function wrapExports({ memory, weightedSums, addRows, spreadRows, finiteRange, countBins }: Exports): RowKernels {
  return {
    values: new Float32Array(memory.buffer as ArrayBuffer),
    weightedSums: ({ source, sourceStep, tapStep, weights, radius, out, outStep, n, rows }) =>
      weightedSums(source, sourceStep, tapStep, weights, radius, out, outStep, n, rows),
    addRows: ({ source, sourceStep, rows, weights, out, n }) => addRows(source, sourceStep, rows, weights, out, n),
    spreadRows: ({ source, n, rows, radius, out }) => spreadRows(source, n, rows, radius, out),
    finiteRange: ({ source, n, out }) => finiteRange(source, n, out),
    countBins: ({ source, n, counts, minimum, maximum, scale, bins }) =>
      countBins(source, n, counts, minimum, maximum, scale, bins),
  };
}
