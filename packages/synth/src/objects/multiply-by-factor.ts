import type { Shape } from "@cmb/core";
import type { DipoleFactor } from "./dipole-factor.js";

/** A complex image, i fastest. @internal */
export interface ComplexVoxels {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/**
 * Multiplies the part of a complex image that a factor covers, in place.
 *
 * @param signal - on the grid that the factor was made for
 * @param shape - of that grid
 * @internal
 */
export function multiplyByFactor(signal: ComplexVoxels, shape: Shape, factor: DipoleFactor): void {
  const [ni, nj] = shape;
  const [fi, fj, fk] = factor.shape;
  for (let k = 0, f = 0; k < fk; k++) {
    for (let j = 0; j < fj; j++) {
      let v = factor.start[0] + ni * (factor.start[1] + j + nj * (factor.start[2] + k));
      for (let i = 0; i < fi; i++, f++, v++) {
        const re = signal.real[v] as number;
        const im = signal.imaginary[v] as number;
        const fr = factor.real[f] as number;
        const fm = factor.imaginary[f] as number;
        signal.real[v] = re * fr - im * fm;
        signal.imaginary[v] = re * fm + im * fr;
      }
    }
  }
}
