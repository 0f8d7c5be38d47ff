import type { Shape, VoxelIndex } from "@cmb/core";

/**
 * Share of its noise-free intensity that each voxel of a box of the image loses to one object; negative where it gains.
 *
 * @since 0.1.0
 */
export interface ObjectDepth {
  readonly id: number;
  /** First voxel of the box in the image. */
  readonly from: VoxelIndex;
  readonly shape: Shape;
  /** i fastest. */
  readonly depths: Float32Array;
}
