import type { Affine, Shape } from "@cmb/core";

/**
 * What MR physics needs to know of each voxel of a grid, i fastest.
 *
 * @since 0.1.0
 */
export interface TissueMaps {
  readonly shape: Shape;
  readonly affine: Affine;
  /** Signal of the sequence at echo time 0 (proton density and T1 weighting), relative to fully relaxed water. */
  readonly amplitude: Float32Array;
  /** R2* = 1/T2* in 1/s. */
  readonly r2StarPerS: Float32Array;
  /**
   * Susceptibility of soft tissue in ppm relative to water. It is 0 in air, bone, marrow and fat: their field is that of
   * the whole head, which `headField` computes. The field is `headField` + `dipoleField` of this and of what is added.
   */
  readonly susceptibilityPpm: Float32Array;
}
