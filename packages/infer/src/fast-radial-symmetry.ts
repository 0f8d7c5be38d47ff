import {
  CmbError,
  type LongTask,
  type LongTaskOptions,
  type Shape,
  spacing,
  startLongTask,
  type Volume,
} from "@cmb/core";
import { type GradientSlice, gradientSliceInto, planGradient } from "./classical/gradient-slice.js";
import { smoothInSlabs } from "./classical/smooth-in-slabs.js";

/** How {@link fastRadialSymmetry} votes. @since 0.1.0 */
export interface FastRadialSymmetryOptions extends LongTaskOptions {
  /** The radii that are looked for, in mm. */
  readonly radiiMm: readonly number[];
  /** Centres of what: of things brighter, or darker, than what surrounds them. */
  readonly polarity: "bright" | "dark";
  /**
   * Votes at which a voxel counts as fully symmetric (the κ of the paper; 8 for a 2-D image there). `"shell"`: the
   * number of voxels of this grid on a sphere of that radius (a circle when the image is one slice).
   */
  readonly saturation: number | "shell";
  /** How strict on round shapes; 2 unless given. */
  readonly alpha?: number;
  /** Voxels with a smaller gradient do not vote, in intensity per mm; unless given every voxel with a gradient votes. */
  readonly minGradientPerMm?: number;
}

/**
 * The fast radial symmetry transform in 3-D, in physical units: every voxel votes for the point that lies one radius
 * away along its gradient, so votes pile up at the centres of round things of that radius.
 *
 * For each radius n: `F = (M / κ) (min(O, κ) / κ)^α` with O the number of votes and M the sum of the gradient
 * magnitudes of the voters, smoothed with σ = n / 4; the result is the mean over the radii. The gradient is taken per
 * mm and the vote is rounded to the nearest voxel after division by the spacing, so anisotropic voxels are right. One
 * slice gives the 2-D transform.
 *
 * @param volume - finite intensities, any unit
 * @param options - see {@link FastRadialSymmetryOptions}
 * @returns a new float32 volume on the same grid, in intensity per mm
 * @throws CmbError `OUT_OF_RANGE` when a radius is not positive or there is none
 * @see Loy & Zelinsky 2003, doi:10.1109/TPAMI.2003.1217601
 * @since 0.1.0
 */
export async function fastRadialSymmetry(volume: Volume, options: FastRadialSymmetryOptions): Promise<Volume> {
  const { radiiMm } = options;
  const bad = radiiMm.find((radius) => !(radius > 0 && Number.isFinite(radius)));
  if (bad !== undefined || radiiMm.length === 0) {
    const message = `fastRadialSymmetry: radiiMm is [${radiiMm}]; give at least one length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "radiiMm", value: bad ?? Number.NaN, minimum: 0 });
  }
  const task = startLongTask(radiiMm.length * volume.shape[2], options);
  const out = new Float32Array(volume.data.length);
  for (const [n, radiusMm] of radiiMm.entries()) {
    const symmetry = await radialSymmetryAt(volume, { ...options, radiusMm, task, done: n * volume.shape[2] });
    for (let v = 0; v < out.length; v++) out[v] = (out[v] as number) + (symmetry.data[v] as number) / radiiMm.length;
  }
  return { data: out, shape: volume.shape, affine: volume.affine };
}

/** One radius of {@link fastRadialSymmetry}. */
export interface RadiusOptions extends Omit<FastRadialSymmetryOptions, "radiiMm"> {
  readonly radiusMm: number;
  readonly task: LongTask;
  /** Where `task` stands when this starts; it advances by one for each slice. */
  readonly done: number;
}

/** The transform at one radius. */
export async function radialSymmetryAt(volume: Volume, options: RadiusOptions): Promise<Volume> {
  const { shape, affine } = volume;
  const spacingMm = spacing(affine);
  const votes = new Float32Array(volume.data.length);
  const magnitudes = new Float32Array(volume.data.length);
  const plan = planGradient(volume.data, shape, spacingMm);
  const area = shape[0] * shape[1];
  const gradient: GradientSlice = {
    alongI: new Float32Array(area),
    alongJ: new Float32Array(area),
    alongK: new Float32Array(area),
  };
  const sign = options.polarity === "bright" ? 1 : -1;
  const reach = spacingMm.map((mm) => (sign * options.radiusMm) / mm) as [number, number, number];
  // No floor of its own: what votes must not depend on the unit of the intensities.
  const minimum = Math.max(options.minGradientPerMm ?? 0, 0);
  for (let k = 0; k < shape[2]; k++) {
    gradientSliceInto(plan, k, gradient);
    vote({ gradient, shape, k, reach, minimum }, votes, magnitudes);
    await options.task.advance("radial symmetry", options.done + k);
  }
  const kappa = options.saturation === "shell" ? shellVoxels(shape, spacingMm, options.radiusMm) : options.saturation;
  saturateInto(votes, kappa, options.alpha ?? 2, magnitudes);
  const smoothing = { sigmaMm: options.radiusMm / 4, task: options.task, done: options.done + shape[2] };
  return smoothInSlabs({ data: magnitudes, shape, affine }, smoothing);
}

interface Ballot {
  readonly gradient: GradientSlice;
  readonly shape: Shape;
  readonly k: number;
  /** Radius over spacing along each axis, negative where the votes go against the gradient. */
  readonly reach: readonly [number, number, number];
  readonly minimum: number;
}

// kernel: one pass over a slice; unit vectors must stay fractions until the final rounding
function vote({ gradient, shape, k, reach, minimum }: Ballot, votes: Float32Array, magnitudes: Float32Array): void {
  const [ni, nj, nk] = shape;
  const { alongI, alongJ, alongK } = gradient;
  const minimumSquared = minimum * minimum;
  const [reachI, reachJ, reachK] = reach;
  for (let j = 0; j < nj; j++) {
    for (let i = 0; i < ni; i++) {
      const v = i + ni * j;
      const gi = alongI[v] as number;
      const gj = alongJ[v] as number;
      const gk = alongK[v] as number;
      const squared = gi * gi + gj * gj + gk * gk;
      if (squared <= minimumSquared) continue;
      const magnitude = Math.sqrt(squared);
      const ti = i + rounded((reachI * gi) / magnitude);
      const tj = j + rounded((reachJ * gj) / magnitude);
      const tk = k + rounded((reachK * gk) / magnitude);
      if (ti < 0 || tj < 0 || tk < 0 || ti >= ni || tj >= nj || tk >= nk) continue;
      const target = ti + ni * (tj + nj * tk);
      votes[target] = (votes[target] as number) + 1;
      magnitudes[target] = (magnitudes[target] as number) + magnitude;
    }
  }
}

/** Half away from zero, so that mirrored images give mirrored votes. */
function rounded(x: number): number {
  return x < 0 ? -Math.floor(0.5 - x) : Math.floor(x + 0.5);
}

/** `M ← (M / κ) (min(O, κ) / κ)^α`. */
function saturateInto(votes: Float32Array, kappa: number, alpha: number, magnitudes: Float32Array): void {
  for (let v = 0; v < votes.length; v++) {
    const count = votes[v] as number;
    if (count === 0) continue;
    magnitudes[v] = ((magnitudes[v] as number) / kappa) * (Math.min(count, kappa) / kappa) ** alpha;
  }
}

/** Voxels whose distance from a voxel is within half of the finest spacing of the radius; at least 4. */
function shellVoxels(shape: Shape, spacingMm: readonly [number, number, number], radiusMm: number): number {
  const used = ([0, 1, 2] as const).filter((axis) => shape[axis] > 1);
  const half = Math.min(...used.map((axis) => spacingMm[axis])) / 2;
  const [ri, rj, rk] = ([0, 1, 2] as const).map((axis) =>
    shape[axis] > 1 ? Math.floor((radiusMm + half) / spacingMm[axis]) : 0,
  ) as [number, number, number];
  let count = 0;
  for (let k = -rk; k <= rk; k++) {
    for (let j = -rj; j <= rj; j++) {
      for (let i = -ri; i <= ri; i++) {
        const distance = Math.hypot(i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]);
        if (Math.abs(distance - radiusMm) <= half) count++;
      }
    }
  }
  return Math.max(4, count);
}
