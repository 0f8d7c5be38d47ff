/** The families of veins, in the order of their indices. @since 0.1.0 */
export const VEIN_FAMILIES = ["medullary", "cortical", "deep", "cerebellar", "brainstem"] as const;

/** See {@link VEIN_FAMILIES}. @since 0.1.0 */
export type VeinFamily = (typeof VEIN_FAMILIES)[number];

/**
 * Straight pieces of vessels, one entry each in every array (six in `pointsMm`). Pieces of one branch follow each other
 * from the root to the tip, each starting where the one before ends.
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
  /** The piece from which each one goes on, nearer to the root; −1 for the first of a tree. */
  readonly parents: Int32Array;
  /** Venous blood against tissue; one value for all pieces of a tree. */
  readonly susceptibilitiesPpm: Float32Array;
}
