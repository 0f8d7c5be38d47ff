import { compileKernels } from "./compile-kernels.js";
import { FOURIER_LINES_BASE64 } from "./fourier-lines-wasm.js";
import { FOURIER_STAGES_BASE64 } from "./fourier-stages-wasm.js";
import { plainFourierKernels } from "./plain-fourier-kernels.js";

/** Lines that go through the stages side by side: the values in a row of a block. */
export const FOURIER_LINES = 16;

/** Blocks of `length · FOURIER_LINES` values that {@link FourierKernels.transformLines} overwrites. */
export const SCRATCH_BLOCKS = 4;

/**
 * Fourier transforms of float32 lines in a scratch memory; every offset, length and step counts values.
 *
 * Two versions give the same bits, WebAssembly with SIMD and plain JavaScript: every operation rounds to float32, and
 * the order is the same. What a NaN holds besides being one is left open.
 */
export interface FourierKernels {
  /** The scratch memory. What a call leaves in it means nothing to the next. */
  readonly values: Float32Array<ArrayBuffer>;
  /** The same memory, for plans. */
  readonly words: Int32Array<ArrayBuffer>;
  /** Transforms a multiple of 4 lines that lie side by side, in place, with the sign −1 and without scaling. */
  readonly transformLines: (lines: ColumnLines) => void;
  /** Lines one after the other to the columns of a block. */
  readonly spreadLines: (lines: LinesAndBlock) => void;
  /** The columns of a block to lines one after the other. */
  readonly gatherLines: (lines: LinesAndBlock) => void;
  /** Copies `width` values of each row. */
  readonly copyEnds: (rows: RowEnds) => void;
  /** Multiplies values by a factor, and up to three after them too. */
  readonly scale: (values: { readonly at: number; readonly n: number; readonly factor: number }) => void;
  /**
   * The spectra of pairs of real lines out of that of `a + ib`, whose two blocks lie one after the other: four blocks,
   * the real and imaginary parts of a, then of b, of which the first `length / 2 + 1` rows are written.
   */
  readonly separateLines: (lines: PairedLines) => void;
  /** Undoes {@link separateLines}, but for a factor of 2; imaginary parts that no real line has count as 0. */
  readonly joinLines: (lines: PairedLines) => void;
}

/** Lines for {@link FourierKernels.transformLines}: sample t of line x is at `real + t · step + x`. */
export interface ColumnLines {
  readonly real: number;
  readonly imaginary: number;
  readonly step: number;
  readonly lines: number;
  /** Where the plan is. */
  readonly plan: number;
  /** Where {@link SCRATCH_BLOCKS} blocks are. */
  readonly scratch: number;
}

/** Lines and the block that they are the columns of. */
export interface LinesAndBlock {
  /** The first line. */
  readonly at: number;
  /** From one line to the next. */
  readonly lineStep: number;
  /** Samples of a line. */
  readonly length: number;
  /** A multiple of 4, at most {@link FOURIER_LINES}. */
  readonly lanes: number;
  readonly block: number;
}

/** Rows to be copied in part. */
export interface RowEnds {
  readonly from: number;
  readonly fromStep: number;
  readonly width: number;
  readonly to: number;
  readonly toStep: number;
  readonly rows: number;
}

/** Two blocks of joined lines and four of separate ones. */
export interface PairedLines {
  readonly block: number;
  readonly parts: number;
  readonly length: number;
  readonly lanes: number;
}

/** Values that the memory of the WebAssembly version holds: 2 MiB. */
export const FOURIER_KERNEL_VALUES = 524_288;

/** Of a page of WebAssembly memory. */
const VALUES_PER_PAGE = 16_384;

/** The one instance of this realm, made at the first call; `undefined` where the host forbids it. */
let instance: FourierKernels | "not tried" | undefined = "not tried";

/** The fastest kernels that the host allows, with room for `capacity` values. */
export function fourierKernels(capacity: number): FourierKernels {
  if (capacity > FOURIER_KERNEL_VALUES) return plainFourierKernels(capacity);
  if (instance === "not tried") instance = webAssemblyFourierKernels();
  return instance ?? plainFourierKernels(capacity);
}

/** The WebAssembly version, or `undefined` without WebAssembly, SIMD or the permission of the policy. */
export function webAssemblyFourierKernels(): FourierKernels | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  const pages = FOURIER_KERNEL_VALUES / VALUES_PER_PAGE;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const lines = compileKernels(FOURIER_LINES_BASE64, { env: { memory } });
  const stages = compileKernels(FOURIER_STAGES_BASE64, { env: { memory } });
  if (lines === undefined || stages === undefined) return undefined;
  return wrapExports({ ...lines, ...stages } as unknown as Exports, memory.buffer as ArrayBuffer);
}

type Kernel = (...offsets: readonly number[]) => void;

interface Exports {
  readonly transformLines: Kernel;
  readonly spreadLines: Kernel;
  readonly gatherLines: Kernel;
  readonly copyEnds: Kernel;
  readonly scale: Kernel;
  readonly separateLines: Kernel;
  readonly joinLines: Kernel;
}

function wrapExports(kernels: Exports, buffer: ArrayBuffer): FourierKernels {
  return {
    values: new Float32Array(buffer),
    words: new Int32Array(buffer),
    transformLines: ({ real, imaginary, step, lines, plan, scratch }) =>
      kernels.transformLines(real, imaginary, step, lines, plan, scratch),
    spreadLines: ({ at, lineStep, length, lanes, block }) => kernels.spreadLines(at, lineStep, length, lanes, block),
    gatherLines: ({ at, lineStep, length, lanes, block }) => kernels.gatherLines(block, length, lanes, at, lineStep),
    copyEnds: ({ from, fromStep, width, to, toStep, rows }) =>
      kernels.copyEnds(from, fromStep, width, to, toStep, rows),
    scale: ({ at, n, factor }) => kernels.scale(at, n, factor),
    separateLines: ({ block, parts, length, lanes }) => kernels.separateLines(block, length, lanes, parts),
    joinLines: ({ block, parts, length, lanes }) => kernels.joinLines(parts, length, lanes, block),
  };
}
