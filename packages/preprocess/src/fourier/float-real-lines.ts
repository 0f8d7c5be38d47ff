import { FOURIER_LINES, type FourierKernels } from "../simd/fourier-kernels.js";
import { LINES } from "./fft-plan.js";
import type { FloatParts } from "./float-lines.js";
import type { FourierTables } from "./fourier-tables.js";

/** Values of real lines that go in and out of the kernels' memory at a time. */
const PIECE_VALUES = 65_536;

/** Real lines one after the other, and the first halves of their spectra. */
export interface RealLines {
  readonly lines: Float32Array;
  readonly spectra: FloatParts;
  readonly tables: FourierTables;
  /** Called with the number of lines that are done. */
  readonly advance: (lines: number) => Promise<void>;
}

/** Turns a count of blocks of pairs into one of lines. */
export function blocksOf(advance: (blocks: number) => Promise<void>): (lines: number) => Promise<void> {
  return (lines) => advance(Math.ceil(lines / (2 * LINES)));
}

/** Fills the spectra of real lines. */
export function transformRealLines(real: RealLines): Promise<void> {
  return eachPiece(real, (kernels, piece) => {
    const { length, half, source, count } = piece;
    kernels.values.set(real.lines.subarray(...rangeOf(piece, length)), source);
    // Where the last pair or the last vector is not full, it is filled up.
    kernels.values.fill(0, source + count * length, source + piece.room * length);
    for (let x = 0; x < count; x += 2 * FOURIER_LINES) forward(kernels, { ...real.tables, ...piece, x });
    const range = rangeOf(piece, half);
    real.spectra.real.set(kernels.values.subarray(piece.real, piece.real + count * half), range[0]);
    real.spectra.imaginary.set(kernels.values.subarray(piece.imaginary, piece.imaginary + count * half), range[0]);
  });
}

/** Fills real lines from their spectra. */
export function inverseRealLines(real: RealLines): Promise<void> {
  return eachPiece(real, (kernels, piece) => {
    const { length, half, source, count } = piece;
    for (const part of ["real", "imaginary"] as const) {
      kernels.values.set(real.spectra[part].subarray(...rangeOf(piece, half)), piece[part]);
      kernels.values.fill(0, piece[part] + count * half, piece[part] + piece.room * half);
    }
    for (let x = 0; x < count; x += 2 * FOURIER_LINES) inverse(kernels, { ...real.tables, ...piece, x });
    kernels.scale({ at: source, n: count * length, factor: 1 / length });
    real.lines.set(kernels.values.subarray(source, source + count * length), piece.line * length);
  });
}

/** Lines in the memory of the kernels. */
interface Piece {
  readonly length: number;
  readonly half: number;
  /** The first line, and how many. */
  readonly line: number;
  readonly count: number;
  /** Lines that there is room for. */
  readonly room: number;
  /** Where the real lines are, and the parts of the spectra. */
  readonly source: number;
  readonly real: number;
  readonly imaginary: number;
}

function rangeOf({ line, count }: Piece, length: number): readonly [number, number] {
  return [line * length, (line + count) * length];
}

async function eachPiece(
  { lines, tables, advance }: RealLines,
  run: (kernels: FourierKernels, piece: Piece) => void,
): Promise<void> {
  const { length, data } = tables;
  const half = Math.floor(length / 2) + 1;
  const pair = 2 * FOURIER_LINES;
  const most = Math.min(Math.max(PIECE_VALUES, pair * length), tables.room / 3);
  const room = pair * Math.max(1, Math.floor(most / length / pair));
  const places = { source: data, real: data + room * length, imaginary: data + room * (length + half) };
  const total = lines.length / length;
  for (let line = 0; line < total; line += room) {
    const count = Math.min(room, total - line);
    run(tables.load(), { length, half, line, count, room, ...places });
    await advance(line + count);
  }
}

/** A group of pairs of lines within a piece. */
interface Group extends Piece, FourierTables {
  /** The first line within the piece. */
  readonly x: number;
}

/** Pairs of the group, to whole vectors. */
function lanesOf({ count, x }: Group): number {
  return Math.min(FOURIER_LINES, 4 * Math.ceil((count - x) / 8));
}

/** The four blocks of parts, and the lines of the spectra that they are. */
function spectra(group: Group, lanes: number): readonly Parameters<FourierKernels["gatherLines"]>[0][] {
  const { half, real, imaginary, scratch, length, x } = group;
  return [real, imaginary, real + half, imaginary + half].map((start, n) => ({
    at: start + x * half,
    lineStep: 2 * half,
    length: half,
    lanes,
    block: scratch + n * FOURIER_LINES * length,
  }));
}

/** Both blocks, and the real lines that go into them. */
function reals(group: Group, lanes: number): readonly Parameters<FourierKernels["gatherLines"]>[0][] {
  const { source, block, length, x } = group;
  return [0, 1].map((n) => ({
    at: source + (x + n) * length,
    lineStep: 2 * length,
    length,
    lanes,
    block: block + n * FOURIER_LINES * length,
  }));
}

function forward(kernels: FourierKernels, group: Group): void {
  const { length, block, plan, scratch } = group;
  const lanes = lanesOf(group);
  for (const lines of reals(group, lanes)) kernels.spreadLines(lines);
  const imaginary = block + FOURIER_LINES * length;
  kernels.transformLines({ real: block, imaginary, step: FOURIER_LINES, lines: lanes, plan, scratch });
  kernels.separateLines({ block, parts: scratch, length, lanes });
  for (const lines of spectra(group, lanes)) kernels.gatherLines(lines);
}

function inverse(kernels: FourierKernels, group: Group): void {
  const { length, block, plan, scratch } = group;
  const lanes = lanesOf(group);
  for (const lines of spectra(group, lanes)) kernels.spreadLines(lines);
  kernels.joinLines({ block, parts: scratch, length, lanes });
  // The inverse is the transform with real and imaginary parts exchanged, before and after.
  const imaginary = block + FOURIER_LINES * length;
  kernels.transformLines({ real: imaginary, imaginary: block, step: FOURIER_LINES, lines: lanes, plan, scratch });
  for (const lines of reals(group, lanes)) kernels.gatherLines(lines);
}
