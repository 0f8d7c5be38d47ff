import { CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { blockMeans } from "./block-means.js";
import { coarseGrid } from "./coarse-grid.js";

/** The grid that {@link downsample} makes. @since 0.1.0 */
export interface DownsampleOptions {
  /** Wanted spacing in mm; each axis takes the nearest whole number of voxels to a block. */
  readonly spacingMm: number;
}

/**
 * The means of blocks of whole voxels: smaller, less noisy, and no voxel used twice.
 *
 * Axes that are coarser already stay as they are. World positions are kept. A last block that the grid cuts off is the
 * mean of the voxels it has.
 *
 * @param volume - any voxel type; NaN and infinities are left out
 * @param options - see {@link DownsampleOptions}
 * @returns a new float32 volume; 0 for a block without a finite voxel
 * @throws CmbError `OUT_OF_RANGE` when the spacing is not positive
 * @since 0.1.0
 */
export function downsample(volume: Volume<VoxelArray>, { spacingMm }: DownsampleOptions): Volume {
  if (!(spacingMm > 0 && Number.isFinite(spacingMm))) {
    const message = `downsample: spacingMm is ${spacingMm}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "spacingMm", value: spacingMm, minimum: 0 });
  }
  return blockMeans(volume, coarseGrid(volume, spacingMm));
}
