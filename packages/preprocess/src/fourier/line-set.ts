import type { Shape } from "@cmb/core";
import { axisLines } from "../axis-lines.js";
import type { FloatArray } from "./complex-image.js";
import { LINES } from "./fft-plan.js";

/** All lines of a grid along one axis, numbered as they lie in memory. */
export interface LineSet {
  readonly count: number;
  /** Samples of a line. */
  readonly length: number;
  /** From one sample of a line to the next. */
  readonly stride: number;
  /** Where a line begins. */
  readonly start: (line: number) => number;
}

export function lineSet(shape: Shape, axis: 0 | 1 | 2): LineSet {
  const { outer, length, stride } = axisLines(shape, axis);
  const start = (line: number): number => Math.floor(line / stride) * length * stride + (line % stride);
  return { count: outer * stride, length, stride, start };
}

/** Lines that go into a block, or come out of it: every `step`-th one from `first`, as many as there are and fit. */
export interface Batch {
  readonly lines: LineSet;
  readonly first: number;
  readonly step: 1 | 2;
}

function startsOf({ lines, first, step }: Batch): Int32Array {
  const width = Math.max(0, Math.min(LINES, Math.ceil((lines.count - first) / step)));
  return Int32Array.from({ length: width }, (_, x) => lines.start(first + step * x));
}

/** Copies lines side by side into a block: sample t of the x-th line to `t · LINES + x`. */
export function gatherInto(data: FloatArray, batch: Batch, block: Float64Array): void {
  const starts = startsOf(batch);
  const { length, stride } = batch.lines;
  for (let t = 0; t < length; t++) {
    const at = t * LINES;
    const offset = t * stride;
    for (let x = 0; x < starts.length; x++) block[at + x] = data[(starts[x] as number) + offset] as number;
  }
}

/** The way back, times a factor. */
export function scatterInto(
  block: Float64Array,
  { factor, ...batch }: Batch & { readonly factor: number },
  data: FloatArray,
): void {
  const starts = startsOf(batch);
  const { length, stride } = batch.lines;
  for (let t = 0; t < length; t++) {
    const at = t * LINES;
    const offset = t * stride;
    for (let x = 0; x < starts.length; x++) data[(starts[x] as number) + offset] = (block[at + x] as number) * factor;
  }
}
