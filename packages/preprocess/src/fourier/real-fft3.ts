import { CmbError, type LongTaskOptions, type Shape, startLongTask, voxelCount } from "@cmb/core";
import { assertTransformShape, type ComplexImage, type FloatArray } from "./complex-image.js";
import { fftPlan, LINES, lineBlock } from "./fft-plan.js";
import { blocksOf, transformRealLines } from "./float-real-lines.js";
import { fourierTables } from "./fourier-tables.js";
import { gatherInto, lineSet } from "./line-set.js";
import { axisWork, transformAxisInPlace } from "./transform-axis.js";

/** Half of the spectrum of a real image: the rest is its complex conjugate. @since 0.1.0 */
export interface HalfSpectrum extends ComplexImage {
  /** `[ni / 2 + 1, nj, nk]`, the division rounded down. */
  readonly shape: Shape;
  /** Of the image: `[ni, nj, nk]`. */
  readonly imageShape: Shape;
}

/** A real image for {@link realFft3}: a `Volume` of floats is one. @since 0.1.0 */
export interface RealImage {
  readonly data: FloatArray;
  readonly shape: Shape;
}

/**
 * The discrete Fourier transform of a real image: half the time and memory of {@link fft3}.
 *
 * `numpy.fft.rfftn` with the half axis first. Two lines of the image are the real and the imaginary part of one transform.
 *
 * @param image - not touched
 * @param options - `signal` and `onProgress`
 * @returns half of the spectrum, in the image's kind of array
 * @throws CmbError `EMPTY_VOLUME` when an axis has no voxel, `SHAPE_MISMATCH` when data and shape disagree; the signal's
 * reason when aborted
 * @since 0.1.0
 */
export async function realFft3(
  { data, shape: imageShape }: RealImage,
  { signal, onProgress }: LongTaskOptions = {},
): Promise<HalfSpectrum> {
  const voxels = assertTransformShape("realFft3", imageShape);
  if (data.length !== voxels) {
    const message = `realFft3: the shape [${imageShape}] needs ${voxels} voxels and the data hold ${data.length}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [voxels], actual: [data.length] });
  }
  const shape: Shape = [Math.floor(imageShape[0] / 2) + 1, imageShape[1], imageShape[2]];
  const make = (): FloatArray =>
    data instanceof Float32Array ? new Float32Array(voxelCount(shape)) : new Float64Array(voxelCount(shape));
  const spectrum = { real: make(), imaginary: make(), shape, imageShape };
  const rows = Math.ceil(lineSet(imageShape, 0).count / (2 * LINES));
  const total = rows + axisWork(shape, 1) + axisWork(shape, 2);
  const task = startLongTask(total, { signal, onProgress });
  await transformRows(data, spectrum, (blocks) => task.advance("Fourier transform", blocks));
  let before = rows;
  for (const axis of [1, 2] as const) {
    await transformAxisInPlace(spectrum, { shape, axis, direction: "forward" }, (blocks) => {
      return task.advance("Fourier transform", before + blocks);
    });
    before += axisWork(shape, axis);
  }
  return spectrum;
}

async function transformRows(
  data: FloatArray,
  spectrum: HalfSpectrum,
  advance: (blocks: number) => Promise<void>,
): Promise<void> {
  const lines = lineSet(spectrum.imageShape, 0);
  const { real, imaginary } = spectrum;
  if (data instanceof Float32Array && real instanceof Float32Array && imaginary instanceof Float32Array) {
    const tables = fourierTables(lines.length);
    const options = { lines: data, spectra: { real, imaginary }, advance: blocksOf(advance) };
    if (tables !== undefined) return transformRealLines({ ...options, tables });
  }
  const plan = fftPlan(lines.length);
  const block = lineBlock(lines.length);
  for (let line = 0; line < lines.count; line += 2 * LINES) {
    gatherInto(data, { lines, first: line, step: 2 }, block.real);
    gatherInto(data, { lines, first: line + 1, step: 2 }, block.imaginary);
    const result = plan.transform(block);
    const pairs = Math.min(LINES, Math.ceil((lines.count - line) / 2));
    for (let x = 0; x < pairs; x++) {
      const row = (line + 2 * x) * spectrum.shape[0];
      const rows = Math.min(2, lines.count - line - 2 * x);
      separateInto(result, { x, length: lines.length, row, rows }, spectrum);
    }
    await advance(line / (2 * LINES) + 1);
  }
}

interface PairOfRows {
  /** Which line of the block. */
  readonly x: number;
  readonly length: number;
  /** Where the half-spectrum of the first line begins; that of the second one follows. */
  readonly row: number;
  readonly rows: number;
}

/** The spectra of two real lines out of that of `a + ib`: its even and its odd part under k → −k and conjugation. */
function separateInto(
  { real, imaginary }: { readonly real: Float64Array; readonly imaginary: Float64Array },
  { x, length, row, rows }: PairOfRows,
  out: ComplexImage,
): void {
  const half = Math.floor(length / 2) + 1;
  for (let k = 0; k < half; k++) {
    const a = k * LINES + x;
    const b = ((length - k) % length) * LINES + x;
    const [ar, ai, br, bi] = [real[a] as number, imaginary[a] as number, real[b] as number, imaginary[b] as number];
    out.real[row + k] = 0.5 * (ar + br);
    out.imaginary[row + k] = 0.5 * (ai - bi);
    if (rows === 1) continue;
    out.real[row + half + k] = 0.5 * (ai + bi);
    out.imaginary[row + half + k] = 0.5 * (br - ar);
  }
}
