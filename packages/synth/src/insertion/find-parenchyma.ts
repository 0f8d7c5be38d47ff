import type { LongTaskOptions, Mask, Volume, VoxelArray } from "@cmb/core";
import { spacing } from "@cmb/core";
import { brainMask, erode, gaussianSmooth, localBackground } from "@cmb/preprocess";

/** Smooth tissue of a scan. @internal */
export interface Parenchyma {
  /** Where a microbleed may be put: brain that looks like its surroundings, away from what does not. */
  readonly mask: Mask;
  /** The same before the distance to other structures is kept. */
  readonly tissue: Mask;
}

const EDGE_MM = 4;
const BACKGROUND_SIGMA_MM = 8;
/** Wide enough to follow the coil and not a ventricle. */
const COIL_SIGMA_MM = 30;
/** Against noise; wider smoothing would hide veins and dura of one voxel. */
const SMOOTH_SIGMA_VOXELS = 0.6;
/** Share of the local level that tissue may differ by: cortex from white matter, not fluid, veins or iron. */
const MOST_DIFFERENCE = 0.15;
const MOST_DIFFERENCE_FROM_BRAIN = 0.25;
const CLEARANCE_MM = 1.2;

/**
 * Tissue by intensity alone, for scans without a segmentation.
 *
 * Within the brain and 4 mm from its edge, voxels whose intensity, slightly smoothed, is within 15 % of the local level
 * and within 25 % of the level of the brain there. Veins, fluid, iron, skull and the edges of all of them drop out, and so does what is within 1.2 mm of them in the
 * plane. It tells no cortex from white matter, and keeps whatever else is smooth.
 *
 * @internal
 */
export async function findParenchyma(image: Volume<VoxelArray>, options: LongTaskOptions): Promise<Parenchyma> {
  const { mask: brain, interior, kind } = await brainMask(image, { ...options, edgeMm: EDGE_MM });
  const level = localBackground(image, brain, { sigmaMm: BACKGROUND_SIGMA_MM }).mean;
  const brainLevel = localBackground(image, brain, { sigmaMm: COIL_SIGMA_MM }).mean;
  const smooth = gaussianSmooth(image, { sigmaMm: SMOOTH_SIGMA_VOXELS * Math.min(...spacing(image.affine)) }).data;
  const within = kind === "tissue-only" ? brain : interior;
  const tissue = new Uint8Array(brain.data.length);
  for (let v = 0; v < tissue.length; v++) {
    const value = smooth[v] as number;
    const looksLikeTissue =
      within.data[v] !== 0 &&
      isNear(value, level.data[v] as number, MOST_DIFFERENCE) &&
      isNear(value, brainLevel.data[v] as number, MOST_DIFFERENCE_FROM_BRAIN);
    tissue[v] = looksLikeTissue ? 1 : 0;
  }
  const found = { ...brain, data: tissue };
  const radiusMm = Math.max(CLEARANCE_MM, 1.01 * Math.min(...spacing(image.affine)));
  return { mask: erode(found, { radiusMm }), tissue: found };
}

function isNear(value: number, expected: number, share: number): boolean {
  return Math.abs(value - expected) <= share * expected;
}
