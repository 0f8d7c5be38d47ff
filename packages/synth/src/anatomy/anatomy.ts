import type { Volume } from "@cmb/core";

/**
 * A head on a grid: which of {@link TISSUES} each voxel is, at about 1 mm. World axes are the patient's, the midline
 * near x = 0.
 *
 * @since 0.1.0
 */
export interface Anatomy {
  /** Index into `TISSUES`. */
  readonly tissues: Volume<Uint8Array>;
}
