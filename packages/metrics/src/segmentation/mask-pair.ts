import type { Affine, VoxelRuns } from "@cmb/core";

/** The foreground of two masks on one grid, in runs that are as long as they can be. @internal */
export interface MaskPair {
  readonly reference: VoxelRuns;
  readonly prediction: VoxelRuns;
  readonly affine: Affine;
}
