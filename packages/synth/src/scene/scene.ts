import type { Volume } from "@cmb/core";
import type { Protocol } from "../acquisition/protocol.js";
import type { Anatomy } from "../anatomy/anatomy.js";
import type { Layer } from "../objects/layers/layer.js";
import type { SceneObject } from "../objects/scene-object.js";
import type { VesselPieces } from "../vessels/vessel-pieces.js";

/**
 * A head with all that is in it, and how it is scanned: plain data, from which any part of the scan can be made alone, in
 * any worker.
 *
 * @since 0.1.0
 */
export interface Scene {
  readonly anatomy: Anatomy;
  /** Field of air and bone in ppm of B0 for the protocol's direction of B0, at about 2 mm. */
  readonly headFieldPpm: Volume;
  readonly veins: VesselPieces;
  readonly objects: readonly SceneObject[];
  /** What objects without balls change in the tissue maps. */
  readonly layers: readonly Layer[];
  /** Which pieces of the veins are the mimic that an object names. */
  readonly veinObjects: readonly { readonly objectId: number; readonly pieces: readonly number[] }[];
  readonly protocol: Protocol;
  /** Where textures, receive field, motion and noise come from. */
  readonly stream: { readonly seed: number; readonly index: number };
}
