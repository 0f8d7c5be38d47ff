import type { LongTaskOptions, Mask, Volume, VoxelArray } from "@cmb/core";

/** What a {@link RegionModel} finds, on the grid of the image that it was given. @since 0.1.0 */
export interface Regions {
  /** Anatomy by number, 0 where there is none. The numbers are the model's own. */
  readonly labels: Volume<VoxelArray>;
  /** The brain. */
  readonly brain: Mask;
}

/**
 * Something that knows the brain and its regions: a network, another program, a mask that was drawn.
 *
 * A recipe calls it where it has a `brainMask` step; what follows (masking, cropping, scaling) works with its brain
 * mask, and its labels go through the same geometry as the image.
 *
 * @since 0.1.0
 */
export interface RegionModel {
  /** What provenance calls it, with its version. */
  readonly id: string;
  /** Must not change the volume; stops with the signal's reason. */
  readonly segment: (volume: Volume<VoxelArray>, options: LongTaskOptions) => Promise<Regions>;
}
