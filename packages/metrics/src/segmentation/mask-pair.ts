import type { Volume, VoxelArray, VoxelRuns } from "@cmb/core";

/** Two masks on one grid with their foreground, which every measure needs. @internal */
export interface MaskPair {
  readonly reference: Volume<VoxelArray>;
  readonly prediction: Volume<VoxelArray>;
  readonly referenceRuns: VoxelRuns;
  readonly predictionRuns: VoxelRuns;
}
