import type { Affine, Shape } from "@cmb/core";

/**
 * Where voxels lie, without their values: what a volume is resampled onto. Every `Volume` is one.
 *
 * @since 0.1.0
 */
export interface Grid {
  readonly shape: Shape;
  /** Voxel to RAS+ mm. */
  readonly affine: Affine;
}
