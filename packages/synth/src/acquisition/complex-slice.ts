import { swiIntensity } from "../physics/swi-intensity.js";

/** One slice of complex voxels, i fastest. @internal */
export interface ComplexSlice {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/**
 * Intensity of one voxel: its magnitude, or with a low-pass slice its SWI intensity by the phase over that one's phase.
 *
 * @internal
 */
export function intensityAt({ real, imaginary }: ComplexSlice, v: number, lowPass: ComplexSlice | undefined): number {
  const re = real[v] as number;
  const im = imaginary[v] as number;
  if (lowPass === undefined) return Math.sqrt(re * re + im * im);
  const lowReal = lowPass.real[v] as number;
  const lowImaginary = lowPass.imaginary[v] as number;
  const length = Math.sqrt(lowReal * lowReal + lowImaginary * lowImaginary);
  if (length === 0) return swiIntensity(re, im);
  return swiIntensity((re * lowReal + im * lowImaginary) / length, (im * lowReal - re * lowImaginary) / length);
}
