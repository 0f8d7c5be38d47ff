import { type LongTaskOptions, type Shape, spacing, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { axisLines } from "../axis-lines.js";
import { cosineTransformInPlace, cosineTransformWork } from "../fourier/cosine-transform.js";
import { wrapPhase } from "./wrap-phase.js";

/** How {@link unwrapPhase} works. @since 0.1.0 */
export interface UnwrapPhaseOptions extends LongTaskOptions {
  /**
   * Over which neighbours the phase hangs together: all three axes, or, with 2, each slice for itself, as for slices that
   * were excited one after the other. 3 unless given.
   */
  readonly dimensions?: 2 | 3 | undefined;
  /**
   * What stands for the gradient between two voxels: the wrapped difference, right up to half a turn (unless given); or
   * its sine, which is what Schofield & Zhu's `cos φ ∇² sin φ − sin φ ∇² cos φ` comes to on a grid, and which falls short
   * of a difference d by about d³ / 6.
   */
  readonly gradient?: "wrapped" | "sine" | undefined;
  /**
   * `"smooth"`: the solution itself, which spreads what does not fit together over its surroundings (unless given).
   * `"congruent"`: the input plus the nearest whole number of turns, so that wrapping gives the input back.
   */
  readonly result?: "smooth" | "congruent" | undefined;
}

/**
 * Laplacian phase unwrapping: the image whose Laplacian is that of the phase without its jumps.
 *
 * Poisson's equation with the 7-point Laplacian in mm, solved by cosine transforms, so that the image is mirrored at its
 * faces and no phase leaks from one to the other. Fast and without seeds or masks; where the phase has open ends (a vein
 * of more than half a turn to the voxel, noise) the misfit is spread smoothly. Only differences are known: the mean is
 * set so that it fits the input best as an angle.
 *
 * @param phase - in radians; NaN and infinities are left out of the gradients and filled by the solution
 * @param options - see {@link UnwrapPhaseOptions}
 * @returns a new float32 volume in radians on the same grid; NaN where `"congruent"` has no input
 * @throws the signal's reason when aborted
 * @see Schofield & Zhu 2003, Fast phase unwrapping algorithm for interferometric applications, doi:10.1364/OL.28.001194
 * @see Ghiglia & Romero 1994, Robust two-dimensional weighted and unweighted phase unwrapping, doi:10.1364/JOSAA.11.000107
 * @since 0.1.0
 */
export async function unwrapPhase(
  phase: Volume<VoxelArray>,
  { dimensions = 3, gradient = "wrapped", result = "smooth", signal, onProgress }: UnwrapPhaseOptions = {},
): Promise<Volume> {
  const { shape, affine } = phase;
  const weights = spacing(affine).map((mm, axis) => (axis === 2 && dimensions === 2 ? 0 : 1 / (mm * mm || 1)));
  const work = cosineTransformWork(shape);
  const task = startLongTask(2 * work + 1, { signal, onProgress });
  const solution = laplacian(phase, weights, gradient === "sine" ? Math.sin : wrapPhase);
  const part = { shape, task, stage: "phase unwrapping" };
  await cosineTransformInPlace(solution, { ...part, direction: "forward", before: 0 });
  divideByEigenvalues(solution, shape, weights);
  await cosineTransformInPlace(solution, { ...part, direction: "inverse", before: work });
  const slab = dimensions === 2 ? shape[0] * shape[1] : solution.length;
  for (let from = 0; from < solution.length; from += slab) {
    fitToInput(solution.subarray(from, from + slab), phase.data.subarray(from, from + slab), result);
  }
  await task.advance("phase unwrapping", 2 * work + 1);
  return { data: new Float32Array(solution), shape, affine };
}

/** The sum of the differences to the neighbours, each in the unit of its axis. */
function laplacian(
  { data, shape }: Volume<VoxelArray>,
  weights: readonly number[],
  gradient: (difference: number) => number,
): Float64Array {
  const out = new Float64Array(data.length);
  for (const axis of [0, 1, 2] as const) {
    const weight = weights[axis] as number;
    const { outer, length, stride } = axisLines(shape, axis);
    const slab = length * stride;
    // The last voxel of a line has no next one: the image is mirrored there, and the gradient 0.
    for (let from = 0; weight > 0 && from < outer * slab; from += slab) {
      for (let v = from; v < from + slab - stride; v++) {
        const step = weight * gradient((data[v + stride] as number) - (data[v] as number));
        if (!Number.isFinite(step)) continue;
        out[v] = (out[v] as number) + step;
        out[v + stride] = (out[v + stride] as number) - step;
      }
    }
  }
  return out;
}

/** Solves in place; the frequencies that the Laplacian does not see become 0. */
function divideByEigenvalues(spectrum: Float64Array, [ni, nj, nk]: Shape, weights: readonly number[]): void {
  const along = ([ni, nj, nk] as const).map((n, axis) =>
    Float64Array.from({ length: n }, (_, p) => (weights[axis] as number) * (2 * Math.cos((Math.PI * p) / n) - 2)),
  );
  const [alongI, alongJ, alongK] = along as [Float64Array, Float64Array, Float64Array];
  for (let row = 0; row < nj * nk; row++) {
    const rest = (alongJ[row % nj] as number) + (alongK[Math.floor(row / nj)] as number);
    for (let i = 0; i < ni; i++) {
      const eigenvalue = rest + (alongI[i] as number);
      const v = row * ni + i;
      spectrum[v] = eigenvalue === 0 ? 0 : (spectrum[v] as number) / eigenvalue;
    }
  }
}

/** Adds the constant that brings the solution nearest to the input as an angle, then takes whole turns if asked. */
function fitToInput(solution: Float64Array, input: VoxelArray, result: "smooth" | "congruent"): void {
  let [cos, sin] = [0, 0];
  for (let v = 0; v < solution.length; v++) {
    const difference = (input[v] as number) - (solution[v] as number);
    if (!Number.isFinite(difference)) continue;
    cos += Math.cos(difference);
    sin += Math.sin(difference);
  }
  const constant = Math.atan2(sin, cos);
  for (let v = 0; v < solution.length; v++) {
    const fitted = (solution[v] as number) + constant;
    const value = input[v] as number;
    solution[v] = result === "smooth" ? fitted : value + (fitted - value - wrapPhase(fitted - value));
  }
}
