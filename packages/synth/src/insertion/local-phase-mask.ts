import { type Affine, spacing } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";
import type { VoxelFactor } from "./acquire-locally.js";

/** Complex voxels of a box of a scan. @internal */
export interface ComplexBox {
  readonly voxels: readonly [number, number, number];
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/** The low-pass that an SWI divides its phase by: a Gaussian of this width in the plane of the slices. */
const LOW_PASS_SIGMA_MM = 2.8;
/** A host voxel whose mask is darker than this is taken to be this bright: a ratio to 0 has no value. */
const DARKEST_MASK = 0.1;

/** What {@link phaseMaskRatio} needs to know. @internal */
export interface PhaseMaskOptions {
  readonly affine: Affine;
  readonly exponent: number;
  /** The host's own signal; where it is unknown, its high-passed phase counts as 0. */
  readonly host?: ComplexBox | undefined;
}

/**
 * How much the phase mask of an SWI changes by an inserted factor: mask with it over mask without it.
 *
 * The mask is `(1 − φ/π)^n` for φ above 0 and 1 below, φ the phase over that of a low-passed copy (Haacke et al. 2004,
 * doi:10.1002/mrm.20198).
 *
 * @internal
 */
export function phaseMaskRatio(factor: VoxelFactor, { affine, exponent, host }: PhaseMaskOptions): Float32Array {
  const inserted = host === undefined ? factor : { ...factor, ...multiply(host, factor) };
  const withIt = highPassedPhase(inserted, affine);
  const without = host === undefined ? undefined : highPassedPhase(host, affine);
  return withIt.map((phase, v) => {
    const before = without === undefined ? 1 : Math.max(DARKEST_MASK, mask(without[v] as number));
    return (mask(phase) / before) ** exponent;
  });
}

function mask(phase: number): number {
  return phase <= 0 ? 1 : 1 - phase / Math.PI;
}

function highPassedPhase(box: ComplexBox, affine: Affine): Float32Array {
  const sides = spacing(affine);
  const slices = Math.max(...sides);
  const axis = sides.lastIndexOf(slices);
  const sigmaMm = [0, 1, 2].map((n) => (n === axis ? 0 : LOW_PASS_SIGMA_MM)) as [number, number, number];
  const smooth = (data: Float32Array): Float32Array =>
    gaussianSmooth({ data, shape: box.voxels, affine }, { sigmaMm }).data;
  const real = smooth(box.real);
  const imaginary = smooth(box.imaginary);
  return box.real.map((re, v) => {
    const im = box.imaginary[v] as number;
    const lowRe = real[v] as number;
    const lowIm = imaginary[v] as number;
    return Math.atan2(im * lowRe - re * lowIm, re * lowRe + im * lowIm);
  });
}

function multiply(a: ComplexBox, b: ComplexBox): Pick<ComplexBox, "real" | "imaginary"> {
  const real = new Float32Array(a.real.length);
  const imaginary = new Float32Array(real.length);
  for (let v = 0; v < real.length; v++) {
    const [ar, ai, br, bi] = [a.real[v], a.imaginary[v], b.real[v], b.imaginary[v]] as [number, number, number, number];
    real[v] = ar * br - ai * bi;
    imaginary[v] = ar * bi + ai * br;
  }
  return { real, imaginary };
}
