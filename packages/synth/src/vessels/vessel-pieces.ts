/** The families of veins, in the order of their indices. @since 0.1.0 */
export const VEIN_FAMILIES = ["medullary", "cortical", "deep", "cerebellar", "brainstem"] as const;

/**
 * Straight pieces of vessels, one entry each in every array (six in `pointsMm`).
 *
 * @since 0.1.0
 */
export interface VesselPieces {
  /** x, y, z of the start and of the end of each piece, RAS+ mm. */
  readonly pointsMm: Float32Array;
  readonly radiiMm: Float32Array;
  /** The number of the tree that a piece belongs to, from 0. */
  readonly trees: Uint32Array;
  /** Index into `VEIN_FAMILIES`. */
  readonly families: Uint8Array;
}
