import {
  assertSamePlace,
  CmbError,
  type LongTaskOptions,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { axisWork, transformAxisInPlace } from "../fourier/transform-axis.js";

/** The low-pass that {@link homodynePhase} divides by. @since 0.1.0 */
export interface HomodyneOptions extends LongTaskOptions {
  /** Share of the lines of k-space, along i and along j, that the window spans: 64 of 256 are 0.25; 0.25 unless given. */
  readonly fraction?: number | undefined;
  /** `0.54 + 0.46 cos` (unless given) or `0.5 + 0.5 cos` of `2π k / width`. */
  readonly window?: "hamming" | "hann" | undefined;
}

/**
 * High-passed phase by homodyne filtering, slice by slice: the angle of the image over a low-passed copy of itself.
 *
 * `arg(I conj(LP I))` with `I = M exp(iφ)`; wraps need not be undone. The low-pass multiplies k-space by a window of
 * `fraction · n` lines around its middle along i and j. It weighs by the magnitude, so that noise outside of the head has
 * no say. A wider window takes out more of the background and of large lesions; the fraction must shrink as the matrix
 * grows over the same field of view.
 *
 * @param magnitude - any unit; NaN and infinities count as 0
 * @param phase - in radians, on the same grid; where it is not finite the voxel counts as 0
 * @param options - see {@link HomodyneOptions}
 * @returns a new float32 volume from −π to π; NaN where phase or magnitude are not finite
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ, `OUT_OF_RANGE` when the fraction is not above 0 and at most 1;
 * the signal's reason when aborted
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @since 0.1.0
 */
export async function homodynePhase(
  magnitude: Volume<VoxelArray>,
  phase: Volume<VoxelArray>,
  { fraction = 0.25, window = "hamming", signal, onProgress }: HomodyneOptions = {},
): Promise<Volume> {
  assertSamePlace("homodynePhase", magnitude, phase);
  if (!(fraction > 0 && fraction <= 1)) {
    const message = `homodynePhase: fraction is ${fraction}; give a number above 0 and at most 1`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "fraction", value: fraction, minimum: 0, maximum: 1 });
  }
  const { shape, affine } = magnitude;
  const smooth = complexImage(magnitude, phase);
  const blocks = axisWork(shape, 0) + axisWork(shape, 1);
  const task = startLongTask(2 * blocks + 1, { signal, onProgress });
  let done = 0;
  for (const direction of ["forward", "inverse"] as const) {
    for (const axis of [0, 1] as const) {
      const before = done;
      await transformAxisInPlace(smooth, { shape, axis, direction }, (n) =>
        task.advance("homodyne filter", before + n),
      );
      done += axisWork(shape, axis);
    }
    if (direction === "forward") multiplyByWindow(smooth, shape, { fraction, window });
  }
  const data = smooth.real;
  for (let v = 0; v < data.length; v++) {
    const [angle, size] = [phase.data[v] as number, magnitude.data[v] as number];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [re, im] = [smooth.real[v] as number, smooth.imaginary[v] as number];
    data[v] = Number.isFinite(size) ? Math.atan2(sin * re - cos * im, cos * re + sin * im) : Number.NaN;
  }
  await task.advance("homodyne filter", 2 * blocks + 1);
  return { data, shape, affine };
}

interface FloatParts {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

function complexImage(magnitude: Volume<VoxelArray>, phase: Volume<VoxelArray>): FloatParts {
  const real = new Float32Array(magnitude.data.length);
  const imaginary = new Float32Array(magnitude.data.length);
  for (let v = 0; v < real.length; v++) {
    const [size, angle] = [magnitude.data[v] as number, phase.data[v] as number];
    if (!Number.isFinite(size) || !Number.isFinite(angle)) continue;
    real[v] = size * Math.cos(angle);
    imaginary[v] = size * Math.sin(angle);
  }
  return { real, imaginary };
}

type WindowShape = Required<Pick<HomodyneOptions, "fraction" | "window">>;

function multiplyByWindow(
  { real, imaginary }: FloatParts,
  [ni, nj, nk]: readonly [number, number, number],
  { fraction, window }: { readonly fraction: number; readonly window: NonNullable<WindowShape["window"]> },
): void {
  const [alongI, alongJ] = [ni, nj].map((n) => windowWeights(n, fraction * n, window)) as [Float64Array, Float64Array];
  for (let row = 0; row < nj * nk; row++) {
    const weight = alongJ[row % nj] as number;
    for (let v = row * ni; v < (row + 1) * ni; v++) {
      const w = weight * (alongI[v - row * ni] as number);
      real[v] = w * (real[v] as number);
      imaginary[v] = w * (imaginary[v] as number);
    }
  }
}

/** Symmetric about frequency 0, which comes first; 0 beyond half of the width to each side. */
function windowWeights(length: number, width: number, window: "hamming" | "hann"): Float64Array {
  const level = window === "hamming" ? 0.54 : 0.5;
  return Float64Array.from({ length }, (_, k) => {
    const frequency = Math.min(k, length - k);
    if (frequency === 0) return 1;
    return frequency > width / 2 ? 0 : level + (1 - level) * Math.cos((2 * Math.PI * frequency) / width);
  });
}
