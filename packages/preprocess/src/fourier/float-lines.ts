import type { Shape } from "@cmb/core";
import { axisLines } from "../axis-lines.js";
import { FOURIER_LINES, type FourierKernels } from "../simd/fourier-kernels.js";
import type { FourierTables } from "./fourier-tables.js";

/** Values of one part that go in and out of the kernels' memory at a time. */
const PIECE_VALUES = 65_536;

/** Real and imaginary parts in float32. */
export interface FloatParts {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/** What {@link transformFloatAxis} transforms. */
export interface FloatAxis {
  readonly shape: Shape;
  readonly axis: 0 | 1 | 2;
  /** What each value is multiplied by in the end; 1 leaves it. */
  readonly factor: number;
  readonly tables: FourierTables;
  /** Called with the number of lines that are done. */
  readonly advance: (lines: number) => Promise<void>;
}

/** Transforms every line along an axis in place, with the sign −1 in the exponent. */
export async function transformFloatAxis(parts: FloatParts, axis: FloatAxis): Promise<void> {
  const { outer, length, stride } = axisLines(axis.shape, axis.axis);
  if (axis.axis === 0) return transformRows(parts, axis, outer);
  if (length * stride > axis.tables.room / 2) return transformWideSlabs(parts, axis);
  const perPiece = Math.max(1, Math.floor(PIECE_VALUES / (length * stride)));
  for (let slab = 0; slab < outer; slab += perPiece) {
    const slabs = Math.min(perPiece, outer - slab);
    transformSlabs(parts, axis, { first: slab, slabs });
    await axis.advance((slab + slabs) * stride);
  }
}

/** Lines that lie one after the other. */
async function transformRows({ real, imaginary }: FloatParts, axis: FloatAxis, lines: number): Promise<void> {
  const { tables, factor, advance } = axis;
  const { length, data, room, plan, scratch, block } = tables;
  const most = Math.min(Math.max(PIECE_VALUES, FOURIER_LINES * length), room / 2);
  const perPiece = FOURIER_LINES * Math.max(1, Math.floor(most / length / FOURIER_LINES));
  const second = data + perPiece * length;
  for (let line = 0; line < lines; line += perPiece) {
    const count = Math.min(perPiece, lines - line);
    const range = [line * length, (line + count) * length] as const;
    const kernels = tables.load();
    kernels.values.set(real.subarray(...range), data);
    kernels.values.set(imaginary.subarray(...range), second);
    for (let x = 0; x < count; x += FOURIER_LINES) {
      const lanes = Math.min(FOURIER_LINES, 4 * Math.ceil((count - x) / 4));
      const parts = [data, second].map((start, n) => ({
        at: start + x * length,
        lineStep: length,
        length,
        lanes,
        block: block + n * FOURIER_LINES * length,
      }));
      for (const part of parts) kernels.spreadLines(part);
      kernels.transformLines({
        real: block,
        imaginary: block + FOURIER_LINES * length,
        step: FOURIER_LINES,
        lines: lanes,
        plan,
        scratch,
      });
      for (const part of parts) kernels.gatherLines(part);
    }
    copyOut(kernels, { at: data, n: count * length, factor }, real.subarray(...range));
    copyOut(kernels, { at: second, n: count * length, factor }, imaginary.subarray(...range));
    await advance(line + count);
  }
}

interface Output {
  readonly at: number;
  readonly n: number;
  readonly factor: number;
}

function copyOut(kernels: FourierKernels, { at, n, factor }: Output, out: Float32Array): void {
  if (factor !== 1) kernels.scale({ at, n, factor });
  out.set(kernels.values.subarray(at, at + n));
}

interface Slabs {
  readonly first: number;
  readonly slabs: number;
}

/** Whole slabs, whose lines lie side by side. */
function transformSlabs({ real, imaginary }: FloatParts, axis: FloatAxis, { first, slabs }: Slabs): void {
  const { tables, factor } = axis;
  const { length, stride } = axisLines(axis.shape, axis.axis);
  const { data } = tables;
  const kernels = tables.load();
  const n = slabs * length * stride;
  const second = data + 4 * Math.ceil(n / 4) + 4;
  const range = [first * length * stride, first * length * stride + n] as const;
  kernels.values.set(real.subarray(...range), data);
  kernels.values.set(imaginary.subarray(...range), second);
  for (let slab = 0; slab < slabs; slab++) {
    const at = slab * length * stride;
    transformColumns(tables, kernels, { real: data + at, imaginary: second + at, step: stride, lines: stride });
  }
  copyOut(kernels, { at: data, n, factor }, real.subarray(...range));
  copyOut(kernels, { at: second, n, factor }, imaginary.subarray(...range));
}

/** Slabs that are too large for the memory: some lines of each at a time. */
async function transformWideSlabs({ real, imaginary }: FloatParts, axis: FloatAxis): Promise<void> {
  const { tables, factor, advance } = axis;
  const { outer, length, stride } = axisLines(axis.shape, axis.axis);
  const { data, room } = tables;
  const width = FOURIER_LINES * Math.floor(room / 2 / length / FOURIER_LINES);
  const second = data + width * length;
  for (let slab = 0; slab < outer; slab++) {
    for (let x = 0; x < stride; x += width) {
      const lines = Math.min(width, stride - x);
      const kernels = tables.load();
      const rows = { start: slab * length * stride + x, stride, width: lines, length };
      copyRowsIn(real, rows, { values: kernels.values, at: data, step: width });
      copyRowsIn(imaginary, rows, { values: kernels.values, at: second, step: width });
      transformColumns(tables, kernels, { real: data, imaginary: second, step: width, lines });
      if (factor !== 1) kernels.scale({ at: data, n: 2 * width * length, factor });
      copyRowsOut({ values: kernels.values, at: data, step: width }, rows, real);
      copyRowsOut({ values: kernels.values, at: second, step: width }, rows, imaginary);
      await advance(slab * stride + x + lines);
    }
  }
}

interface Columns {
  readonly real: number;
  readonly imaginary: number;
  readonly step: number;
  readonly lines: number;
}

function transformColumns(
  { length, plan, scratch, block }: FourierTables,
  kernels: FourierKernels,
  columns: Columns,
): void {
  const { real, imaginary, step, lines } = columns;
  const whole = lines - (lines % 4);
  kernels.transformLines({ real, imaginary, step, lines: whole, plan, scratch });
  if (whole === lines) return;
  // A whole vector would reach into what lies beside the last lines.
  const blockImaginary = block + FOURIER_LINES * length;
  const width = lines - whole;
  const [a, b] = [real + whole, imaginary + whole];
  kernels.copyEnds({ from: a, fromStep: step, width, to: block, toStep: FOURIER_LINES, rows: length });
  kernels.copyEnds({ from: b, fromStep: step, width, to: blockImaginary, toStep: FOURIER_LINES, rows: length });
  kernels.transformLines({ real: block, imaginary: blockImaginary, step: FOURIER_LINES, lines: 4, plan, scratch });
  kernels.copyEnds({ from: block, fromStep: FOURIER_LINES, width, to: a, toStep: step, rows: length });
  kernels.copyEnds({ from: blockImaginary, fromStep: FOURIER_LINES, width, to: b, toStep: step, rows: length });
}

interface Rows {
  readonly start: number;
  readonly stride: number;
  readonly width: number;
  readonly length: number;
}

interface Inside {
  readonly values: Float32Array;
  readonly at: number;
  readonly step: number;
}

function copyRowsIn(source: Float32Array, { start, stride, width, length }: Rows, { values, at, step }: Inside): void {
  for (let t = 0; t < length; t++) {
    const from = start + t * stride;
    values.set(source.subarray(from, from + width), at + t * step);
  }
}

function copyRowsOut({ values, at, step }: Inside, { start, stride, width, length }: Rows, out: Float32Array): void {
  for (let t = 0; t < length; t++) {
    const from = at + t * step;
    out.set(values.subarray(from, from + width), start + t * stride);
  }
}
