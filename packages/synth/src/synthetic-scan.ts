import type { LabelMap, Volume, WorldPoint } from "@cmb/core";
import type { Protocol } from "./acquisition/protocol.js";
import type { ObjectClass, SceneObject } from "./objects/scene-object.js";

/** One object of a scan and what of it can be seen. @since 0.1.0 */
export interface ObjectTruth {
  /** 1…n; its value in the visible mask. */
  readonly id: number;
  readonly class: ObjectClass;
  /** RAS+ mm. */
  readonly centreMm: WorldPoint;
  readonly radiusMm: number;
  readonly susceptibilityPpm: number;
  readonly tissue: SceneObject["tissue"];
  /**
   * Voxels of the image that show it, measured from the noise-free images with and without it; of an object that is not
   * `visible` too. Some may be another object's in the visible mask.
   */
  readonly visibleVoxels: number;
  /** Radius of the ball with the volume of those voxels; 0 for an invisible object. */
  readonly apparentRadiusMm: number;
  /** Largest share of its noise-free intensity that a voxel loses to it. */
  readonly peakDepth: number;
  /** Whether it can be told from noise: its depth is above max(0.10, 2.2 / signal to noise). */
  readonly visible: boolean;
}

/** A simulated scan whose content is known. @since 0.1.0 */
export interface SyntheticScan {
  /** The image that a reader sees: the magnitude of a GRE, the SWI of an SWI. */
  readonly image: Volume;
  readonly magnitude: Volume;
  /** Phase in rad, −π to π. */
  readonly phase: Volume;
  readonly truth: {
    readonly objects: readonly ObjectTruth[];
    /** The `id` of the object that a voxel shows; of the deeper one where two do. */
    readonly visibleMask: LabelMap;
    /** Index into `TISSUES`, on the grid of the image. */
    readonly tissues: Volume<Uint8Array>;
    /** Share of each voxel of the image that is vein, 0 to 1. */
    readonly veins: Volume;
  };
  readonly protocol: Protocol;
}
