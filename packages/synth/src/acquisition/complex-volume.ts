import type { Affine, Shape } from "@cmb/core";

/** Complex voxels on a grid, i fastest: what a receive coil sees, before a magnitude is taken. @since 0.1.0 */
export interface ComplexVolume {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  readonly shape: Shape;
  /** Voxel to RAS+ mm. */
  readonly affine: Affine;
}
