import {
  FOURIER_KERNEL_VALUES,
  FOURIER_LINES,
  type FourierKernels,
  fourierKernels,
  SCRATCH_BLOCKS,
} from "../simd/fourier-kernels.js";
import { LARGEST_RADIX, radicesOf } from "./fft-plan.js";

/** Blocks of `length · FOURIER_LINES` values: the scratch of the stages, and real and imaginary parts of lines. */
const BLOCKS = SCRATCH_BLOCKS + 2;

/** A length that the float32 kernels can transform, and where everything is in their memory. */
export interface FourierTables {
  readonly length: number;
  /** The kernels with the plan in their memory: another transform may have used it since the last call. */
  readonly load: () => FourierKernels;
  readonly plan: number;
  readonly scratch: number;
  /** Real parts of a block, which the imaginary ones follow. */
  readonly block: number;
  /** Where data may be put, and how many values. */
  readonly data: number;
  readonly room: number;
}

/**
 * The plan of a length for the float32 kernels; `undefined` for a length that they do not have: with a prime
 * factor above 61, or too long for their memory.
 */
export function fourierTables(
  length: number,
  kernelsOf: (capacity: number) => FourierKernels = fourierKernels,
): FourierTables | undefined {
  const radices = radicesOf(length);
  const odd = radices.filter((radix) => radix > 5);
  const tables =
    2 + 5 * radices.length + 2 * length * 2 + odd.reduce((sum, radix) => sum + radix * radix + 16 * radix, 0);
  const scratch = 4 * Math.ceil(tables / 4);
  const block = scratch + SCRATCH_BLOCKS * FOURIER_LINES * length;
  const data = scratch + BLOCKS * FOURIER_LINES * length;
  const room = FOURIER_KERNEL_VALUES - data;
  // Pairs of real lines and their spectra need most: three times as much as two blocks.
  if (odd.some((radix) => radix > LARGEST_RADIX) || room < 6 * FOURIER_LINES * (length + 2)) return undefined;
  const kernels = kernelsOf(FOURIER_KERNEL_VALUES);
  const words = planOf(length, radices, scratch);
  const load = (): FourierKernels => {
    kernels.words.set(words);
    return kernels;
  };
  return { length, load, plan: 0, scratch, block, data, room };
}

function planOf(length: number, radices: readonly number[], size: number): Int32Array {
  const words = new Int32Array(size);
  const values = new Float32Array(words.buffer);
  words[0] = length;
  words[1] = radices.length;
  let at = 2 + 5 * radices.length;
  let rest = length;
  let stride = 1;
  for (const [n, radix] of radices.entries()) {
    rest /= radix;
    const factors = at;
    at = writeFactors(values, at, { radix, groups: rest });
    // Sums of vectors follow the roots and lie at whole vectors.
    const roots = radix > 5 ? 4 * Math.ceil(at / 4) : at;
    if (radix > 5) at = writeRoots(values, roots, radix) + 16 * radix;
    words.set([radix, rest, stride, factors, roots], 2 + 5 * n);
    stride *= radix;
  }
  return words;
}

interface StageSize {
  readonly radix: number;
  readonly groups: number;
}

/** `exp(−2πi p j / (radix · groups))`, cosine and sine in turn, for j from 1 in each group p; returns where they end. */
function writeFactors(values: Float32Array, start: number, { radix, groups }: StageSize): number {
  let at = start;
  for (let p = 0; p < groups; p++) {
    for (let j = 1; j < radix; j++) {
      const angle = (-2 * Math.PI * p * j) / (radix * groups);
      values[at++] = Math.cos(angle);
      values[at++] = Math.sin(angle);
    }
  }
  return at;
}

function writeRoots(values: Float32Array, start: number, radix: number): number {
  let at = start;
  const half = (radix - 1) / 2;
  for (let k = 1; k <= half; k++) {
    for (let j = 1; j <= half; j++) {
      const angle = (2 * Math.PI * ((j * k) % radix)) / radix;
      values[at++] = Math.cos(angle);
      values[at++] = Math.sin(angle);
    }
  }
  return at;
}
