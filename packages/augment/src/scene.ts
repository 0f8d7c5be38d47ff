import type { Volume, VoxelArray, WorldPoint } from "@cmb/core";

/** A box along the world axes, in RAS+ mm. @since 0.1.0 */
export interface WorldBox {
  readonly fromMm: WorldPoint;
  readonly toMm: WorldPoint;
}

/**
 * All that is transformed together. Spatial transforms move every part; intensity transforms change `image` alone.
 *
 * @since 0.1.0
 */
export interface Scene {
  readonly image: Volume;
  /** Whole-number labels on the grid of the image: a mask, instances or regions. */
  readonly labels?: Volume<VoxelArray> | undefined;
  /** Positions in RAS+ mm, the centres of microbleeds for example. */
  readonly points?: readonly WorldPoint[] | undefined;
  readonly boxes?: readonly WorldBox[] | undefined;
}
