import { assertSameGrid, foregroundRuns, type Volume, type VoxelArray } from "@cmb/core";
import { comparePair, type MaskComparison } from "./compare-masks.js";
import { distancesOfPair } from "./surface-distances.js";
import { surfaceScoresOf } from "./surface-scores.js";

/** Overlap and surface scores of two masks. @since 0.1.0 */
export interface SegmentationScores extends MaskComparison {
  readonly hausdorffMm: number;
  readonly hausdorff95Mm: number;
  readonly assdMm: number;
  /** Surface Dice at the tolerance that was asked for. */
  readonly surfaceDice: number;
  readonly surfaceToleranceMm: number;
}

/**
 * Dice, volumes, HD, HD95, ASSD and surface Dice of two masks.
 *
 * @param reference - mask; every value other than 0 is foreground
 * @param prediction - mask on the same grid
 * @param options - the tolerance of surface Dice; no default
 * @returns NaN where undefined, surface distances Infinity where one mask is empty
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size, `OUT_OF_RANGE` for a negative tolerance
 * @since 0.1.0
 */
export function segmentationScores(
  reference: Volume<VoxelArray>,
  prediction: Volume<VoxelArray>,
  options: { readonly surfaceToleranceMm: number },
): SegmentationScores {
  assertSameGrid("segmentationScores", reference, prediction);
  const pair = {
    reference: foregroundRuns(reference),
    prediction: foregroundRuns(prediction),
    affine: reference.affine,
  };
  const distances = distancesOfPair(pair);
  return {
    ...comparePair(pair),
    ...surfaceScoresOf(distances, options.surfaceToleranceMm),
  };
}
