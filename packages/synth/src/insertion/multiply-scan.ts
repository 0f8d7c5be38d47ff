import type { Affine, Rng, Shape, VoxelArray } from "@cmb/core";
import type { ObjectDepth } from "../truth/object-depth.js";
import type { VoxelFactor } from "./acquire-locally.js";
import { type ComplexBox, phaseMaskRatio } from "./local-phase-mask.js";
import type { SettledProtocol } from "./settle-protocol.js";
import { voxelWriter } from "./write-voxel.js";

/** Arrays of a scan that may be written to. @internal */
export interface WritableScan {
  readonly shape: Shape;
  readonly affine: Affine;
  readonly magnitude: VoxelArray | undefined;
  readonly phase: VoxelArray | undefined;
  readonly swi: VoxelArray | undefined;
}

/** What {@link multiplyScan} needs to know. @internal */
export interface MultiplyScanOptions {
  readonly protocol: SettledProtocol;
  /** Per channel, in the unit of the magnitude, or of the SWI where that is all there is. */
  readonly noiseDeviation: number;
  readonly rng: Rng;
}

/** What an object took from the box of voxels around it. @internal */
export interface TakenBox extends Omit<ObjectDepth, "id"> {
  /** Voxels of the scan that were written. */
  readonly changed: readonly number[];
}

/** A voxel that changes by less than this share, or whose phase turns by less than this many rad, keeps its bytes. */
const LEAST_CHANGE = 2e-3;

/**
 * Multiplies a scan by a factor, in place.
 *
 * A magnitude M becomes `|M ρ + √(1 − ρ²) n|` with ρ the size of the factor and n complex noise, so that its noise stays
 * as strong as it was; its mean square is `(M ρ)² + (1 − ρ²) 2σ²`. With a phase the complex voxel is multiplied. An SWI
 * takes the ratio of the phase masks as well.
 *
 * @returns the share of its intensity that each voxel around the object lost, without the noise, and those that changed
 * @internal
 */
export function multiplyScan(scan: WritableScan, factor: VoxelFactor, options: MultiplyScanOptions): TakenBox {
  const turned =
    options.protocol.paramagneticPhase === "up" ? factor : { ...factor, imaginary: factor.imaginary.map((im) => -im) };
  const { protocol } = options;
  const host = scan.swi === undefined ? undefined : hostBox(scan, factor, protocol);
  const ratio =
    scan.swi === undefined
      ? undefined
      : // The mask counts phase upwards as paramagnetic, whatever the convention of the scan.
        phaseMaskRatio(factor, { affine: scan.affine, exponent: protocol.swiExponent, host });
  return writeBox(scan, { factor: turned, maskRatio: ratio }, options);
}

/** The complex voxels of the scan around an object, with phase upwards for paramagnetic shifts. */
function hostBox(
  scan: WritableScan,
  { from, voxels }: VoxelFactor,
  { paramagneticPhase }: SettledProtocol,
): ComplexBox | undefined {
  const { magnitude, phase } = scan;
  if (magnitude === undefined || phase === undefined) return undefined;
  const real = new Float32Array(voxels[0] * voxels[1] * voxels[2]);
  const imaginary = new Float32Array(real.length);
  const sign = paramagneticPhase === "up" ? 1 : -1;
  forEachVoxel(scan.shape, { from, voxels }, (v, n) => {
    const size = magnitude[v] as number;
    const angle = sign * (phase[v] as number);
    // A NaN would spread over the whole box.
    if (!Number.isFinite(size) || !Number.isFinite(angle)) return;
    real[n] = size * Math.cos(angle);
    imaginary[n] = size * Math.sin(angle);
  });
  return { voxels, real, imaginary };
}

interface Change {
  readonly factor: VoxelFactor;
  readonly maskRatio: Float32Array | undefined;
}

function writeBox(scan: WritableScan, { factor, maskRatio }: Change, options: MultiplyScanOptions): TakenBox {
  const changed: number[] = [];
  const depths = new Float32Array(factor.real.length);
  const write = {
    magnitude: scan.magnitude && voxelWriter(scan.magnitude),
    phase: scan.phase && voxelWriter(scan.phase),
    swi: scan.swi && voxelWriter(scan.swi),
  };
  const noise = new Float64Array(2);
  forEachVoxel(scan.shape, factor, (v, n) => {
    const re = factor.real[n] as number;
    const im = factor.imaginary[n] as number;
    const size = Math.hypot(re, im);
    const mask = maskRatio === undefined ? 1 : (maskRatio[n] as number);
    const turn = scan.phase === undefined ? 0 : Math.abs(Math.atan2(im, re));
    const depth = 1 - size * mask;
    if (Math.abs(depth) < LEAST_CHANGE && Math.abs(1 - size) < LEAST_CHANGE && turn < LEAST_CHANGE) return;
    changed.push(v);
    depths[n] = depth;
    options.rng.normalsInto(noise);
    const deviation = options.noiseDeviation * Math.sqrt(Math.max(0, 1 - size * size));
    const before = (scan.magnitude ?? scan.swi)?.[v] as number;
    const angle = scan.phase === undefined ? 0 : (scan.phase[v] as number);
    // Without a phase the voxel counts as real before and after: the turn of the factor is not seen.
    const [fr, fi] = scan.phase === undefined ? [size, 0] : [re, im];
    const [hostReal, hostImaginary] = [before * Math.cos(angle), before * Math.sin(angle)];
    const real = hostReal * fr - hostImaginary * fi + deviation * (noise[0] as number);
    const imaginary = hostReal * fi + hostImaginary * fr + deviation * (noise[1] as number);
    const after = Math.hypot(real, imaginary);
    write.magnitude?.(v, after);
    if (scan.phase !== undefined) write.phase?.(v, Math.atan2(imaginary, real));
    if (scan.swi === undefined) return;
    // Of a magnitude of 0 nothing is left to scale; its SWI is 0 as well.
    const share = before === 0 ? 0 : after / before;
    write.swi?.(v, (scan.swi[v] as number) * share * mask);
  });
  return { changed, from: factor.from, shape: factor.voxels, depths };
}

/** Calls back with the index of each voxel of a box in the scan and in the box. */
function forEachVoxel(
  shape: Shape,
  { from, voxels }: Pick<VoxelFactor, "from" | "voxels">,
  visit: (v: number, n: number) => void,
): void {
  let n = 0;
  for (let k = 0; k < voxels[2]; k++) {
    for (let j = 0; j < voxels[1]; j++) {
      let v = from[0] + shape[0] * (from[1] + j + shape[1] * (from[2] + k));
      for (let i = 0; i < voxels[0]; i++, v++, n++) visit(v, n);
    }
  }
}
