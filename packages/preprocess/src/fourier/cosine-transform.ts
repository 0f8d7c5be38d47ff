import type { LongTask, Shape } from "@cmb/core";
import type { FloatArray } from "./complex-image.js";
import { fftPlan, LINES, type LineBlock, lineBlock } from "./fft-plan.js";
import { gatherInto, type LineSet, lineSet, scatterInto } from "./line-set.js";
import type { FourierDirection } from "./transform-axis.js";

/** What one cosine transform along three axes counts. */
export function cosineTransformWork(shape: Shape): number {
  return ([0, 1, 2] as const).map((axis) => pairBlocks(lineSet(shape, axis))).reduce((sum, work) => sum + work, 0);
}

function pairBlocks({ count }: LineSet): number {
  return Math.ceil(count / (2 * LINES));
}

/** A cosine transform as part of a longer task. */
export interface CosineTransform {
  readonly shape: Shape;
  readonly direction: FourierDirection;
  readonly task: LongTask;
  readonly stage: string;
  /** Where the task stands. */
  readonly before: number;
}

/**
 * The type-II cosine transform along three axes, `X[p] = Σ x[t] cos(π p (2t + 1) / 2n)`, or its inverse: the Fourier
 * transform of an image that is mirrored at its faces.
 *
 * @see Makhoul 1980, A fast cosine transform in one and two dimensions, doi:10.1109/TASSP.1980.1163351
 */
export async function cosineTransformInPlace(data: FloatArray, options: CosineTransform): Promise<void> {
  const { shape, direction, task, stage } = options;
  let done = options.before;
  for (const axis of [0, 1, 2] as const) {
    const lines = lineSet(shape, axis);
    if (lines.length > 1) {
      const transform = direction === "forward" ? forwardBlock(lines.length) : inverseBlock(lines.length);
      for (let line = 0; line < lines.count; line += 2 * LINES) {
        transform({ data, lines, line });
        await task.advance(stage, done + line / (2 * LINES) + 1);
      }
    }
    done += pairBlocks(lines);
  }
  await task.advance(stage, done);
}

interface LinesOfImage {
  readonly data: FloatArray;
  readonly lines: LineSet;
  /** The first line of the block. */
  readonly line: number;
}

type TransformLines = (lines: LinesOfImage) => void;

/** The order in which a line enters the Fourier transform: even samples forwards, then odd ones backwards. */
function permutation(length: number): Int32Array {
  const middle = Math.ceil(length / 2);
  return Int32Array.from({ length }, (_, t) => (t < middle ? 2 * t : 2 * (length - 1 - t) + 1));
}

function permuteInto(from: Float64Array, order: Int32Array, to: Float64Array): void {
  for (let t = 0; t < order.length; t++) {
    const start = (order[t] as number) * LINES;
    to.set(from.subarray(start, start + LINES), t * LINES);
  }
}

function unpermuteInto(from: Float64Array, order: Int32Array, to: Float64Array): void {
  for (let t = 0; t < order.length; t++)
    to.set(from.subarray(t * LINES, (t + 1) * LINES), (order[t] as number) * LINES);
}

/** `exp(−iπ p / 2n)`, cosine and sine. */
function quarterTurns(length: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const angles = Float64Array.from({ length }, (_, p) => (-Math.PI * p) / (2 * length));
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

function forwardBlock(length: number): TransformLines {
  const plan = fftPlan(length);
  const order = permutation(length);
  const turns = quarterTurns(length);
  const block = lineBlock(length);
  const permuted = lineBlock(length);
  return ({ data, lines, line }) => {
    gatherInto(data, { lines, first: line, step: 2 }, block.real);
    gatherInto(data, { lines, first: line + 1, step: 2 }, block.imaginary);
    permuteInto(block.real, order, permuted.real);
    permuteInto(block.imaginary, order, permuted.imaginary);
    realPartsInto(plan.transform(permuted), turns, block);
    scatterInto(block.real, { lines, first: line, step: 2, factor: 1 }, data);
    scatterInto(block.imaginary, { lines, first: line + 1, step: 2, factor: 1 }, data);
  };
}

interface Turns {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** For both lines of each pair the real part of their own spectrum, turned by a quarter of its frequency. */
function realPartsInto({ real, imaginary }: LineBlock, { cos, sin }: Turns, out: LineBlock): void {
  const n = cos.length;
  for (let p = 0; p < n; p++) {
    const mirrored = ((n - p) % n) * LINES;
    const c = 0.5 * (cos[p] as number);
    const s = 0.5 * (sin[p] as number);
    for (let x = 0; x < LINES; x++) {
      const ar = real[p * LINES + x] as number;
      const ai = imaginary[p * LINES + x] as number;
      const br = real[mirrored + x] as number;
      const bi = imaginary[mirrored + x] as number;
      out.real[p * LINES + x] = (ar + br) * c - (ai - bi) * s;
      out.imaginary[p * LINES + x] = (ai + bi) * c - (br - ar) * s;
    }
  }
}

function inverseBlock(length: number): TransformLines {
  const plan = fftPlan(length);
  const order = permutation(length);
  const turns = quarterTurns(length);
  const block = lineBlock(length);
  const spectrum = lineBlock(length);
  return ({ data, lines, line }) => {
    gatherInto(data, { lines, first: line, step: 2 }, block.real);
    gatherInto(data, { lines, first: line + 1, step: 2 }, block.imaginary);
    spectrumInto(block, turns, spectrum);
    const result = plan.transform({ real: spectrum.imaginary, imaginary: spectrum.real });
    unpermuteInto(result.imaginary, order, block.real);
    unpermuteInto(result.real, order, block.imaginary);
    scatterInto(block.real, { lines, first: line, step: 2, factor: 1 / length }, data);
    scatterInto(block.imaginary, { lines, first: line + 1, step: 2, factor: 1 / length }, data);
  };
}

/** `V[p] = (X[p] − i X[n − p]) exp(iπ p / 2n)` of both lines, joined as `V₁ + i V₂`. */
function spectrumInto(block: LineBlock, { cos, sin }: Turns, out: LineBlock): void {
  const n = cos.length;
  for (let p = 0; p < n; p++) {
    const c = cos[p] as number;
    const s = -(sin[p] as number);
    for (let x = 0; x < LINES; x++) {
      const a = block.real[p * LINES + x] as number;
      const b = block.imaginary[p * LINES + x] as number;
      const aMirrored = p === 0 ? 0 : (block.real[(n - p) * LINES + x] as number);
      const bMirrored = p === 0 ? 0 : (block.imaginary[(n - p) * LINES + x] as number);
      // (a − i a') + i (b − i b') = (a + b') + i (b − a')
      const u = a + bMirrored;
      const v = b - aMirrored;
      out.real[p * LINES + x] = u * c - v * s;
      out.imaginary[p * LINES + x] = u * s + v * c;
    }
  }
}
