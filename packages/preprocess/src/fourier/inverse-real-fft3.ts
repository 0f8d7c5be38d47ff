import { CmbError, type LongTaskOptions, startLongTask, voxelCount } from "@cmb/core";
import { assertParts, assertTransformShape, type FloatArray } from "./complex-image.js";
import { fftPlan, LINES, type LineBlock, lineBlock } from "./fft-plan.js";
import { blocksOf, inverseRealLines } from "./float-real-lines.js";
import { fourierTables } from "./fourier-tables.js";
import { lineSet, scatterInto } from "./line-set.js";
import type { HalfSpectrum, RealImage } from "./real-fft3.js";
import { axisWork, transformAxisInPlace } from "./transform-axis.js";

/**
 * The real image of half a spectrum: undoes {@link realFft3}, with the division by the number of voxels.
 *
 * The missing half is taken for the conjugate of what is there, so that a filter which multiplies the half by a real,
 * even function of frequency gives a real image.
 *
 * @param spectrum - not touched
 * @param options - `signal` and `onProgress`
 * @returns the image, in the spectrum's kind of array
 * @throws CmbError `EMPTY_VOLUME` when an axis has no voxel, `SHAPE_MISMATCH` when parts, shape and image shape
 * disagree; the signal's reason when aborted
 * @since 0.1.0
 */
export async function inverseRealFft3(
  spectrum: HalfSpectrum,
  { signal, onProgress }: LongTaskOptions = {},
): Promise<RealImage> {
  const { shape, imageShape } = spectrum;
  assertParts("inverseRealFft3", spectrum, assertTransformShape("inverseRealFft3", shape));
  const expected = [Math.floor(imageShape[0] / 2) + 1, imageShape[1], imageShape[2]];
  if (expected.some((n, axis) => n !== shape[axis])) {
    const message = `inverseRealFft3: half of the spectrum of [${imageShape}] voxels has the shape [${expected}], not [${shape}]`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected, actual: shape });
  }
  const copy = { real: spectrum.real.slice(), imaginary: spectrum.imaginary.slice(), shape, imageShape };
  const rows = Math.ceil(lineSet(imageShape, 0).count / (2 * LINES));
  const task = startLongTask(axisWork(shape, 2) + axisWork(shape, 1) + rows, { signal, onProgress });
  let before = 0;
  for (const axis of [2, 1] as const) {
    await transformAxisInPlace(copy, { shape, axis, direction: "inverse" }, (blocks) => {
      return task.advance("Fourier transform", before + blocks);
    });
    before += axisWork(shape, axis);
  }
  const voxels = voxelCount(imageShape);
  const data = copy.real instanceof Float32Array ? new Float32Array(voxels) : new Float64Array(voxels);
  await transformRows(copy, data, (blocks) => task.advance("Fourier transform", before + blocks));
  return { data, shape: imageShape };
}

async function transformRows(
  spectrum: HalfSpectrum,
  out: FloatArray,
  advance: (blocks: number) => Promise<void>,
): Promise<void> {
  const lines = lineSet(spectrum.imageShape, 0);
  const { real, imaginary } = spectrum;
  if (out instanceof Float32Array && real instanceof Float32Array && imaginary instanceof Float32Array) {
    const tables = fourierTables(lines.length);
    const options = { lines: out, spectra: { real, imaginary }, advance: blocksOf(advance) };
    if (tables !== undefined) return inverseRealLines({ ...options, tables });
  }
  const plan = fftPlan(lines.length);
  const block = lineBlock(lines.length);
  const swapped = { real: block.imaginary, imaginary: block.real };
  const factor = 1 / lines.length;
  for (let line = 0; line < lines.count; line += 2 * LINES) {
    const pairs = Math.min(LINES, Math.ceil((lines.count - line) / 2));
    for (let x = 0; x < pairs; x++) joinInto(spectrum, { x, line: line + 2 * x, count: lines.count }, block);
    const result = plan.transform(swapped);
    scatterInto(result.imaginary, { lines, first: line, step: 2, factor }, out);
    scatterInto(result.real, { lines, first: line + 1, step: 2, factor }, out);
    await advance(line / (2 * LINES) + 1);
  }
}

interface PairOfLines {
  /** Which line of the block. */
  readonly x: number;
  /** The first of two lines of the image. */
  readonly line: number;
  readonly count: number;
}

/** The whole spectrum of `a + ib` from the halves of those of two real lines; 0 for a second one that there is not. */
function joinInto({ real, imaginary, shape, imageShape }: HalfSpectrum, pair: PairOfLines, block: LineBlock): void {
  const half = shape[0];
  const length = imageShape[0];
  const row = pair.line * half;
  const second = pair.line + 1 < pair.count;
  for (let k = 0; k < half; k++) {
    const ar = real[row + k] as number;
    // At frequency 0 and at the highest one of an even length a real line has no imaginary part.
    const own = k === 0 || 2 * k === length;
    const ai = own ? 0 : (imaginary[row + k] as number);
    const br = second ? (real[row + half + k] as number) : 0;
    const bi = second && !own ? (imaginary[row + half + k] as number) : 0;
    const at = k * LINES + pair.x;
    block.real[at] = ar - bi;
    block.imaginary[at] = ai + br;
    if (own) continue;
    const mirrored = (length - k) * LINES + pair.x;
    block.real[mirrored] = ar + bi;
    block.imaginary[mirrored] = br - ai;
  }
}
