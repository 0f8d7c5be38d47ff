import type { Volume, VoxelArray } from "@cmb/core";
import type { SurfaceScores } from "../evaluation-case.js";
import { segmentationScores } from "./segmentation-scores.js";

/**
 * The surface part of `segmentationScores`, as a case carries it.
 *
 * @param reference - mask; every value other than 0 is foreground
 * @param prediction - mask on the same grid
 * @param surfaceToleranceMm - of surface Dice
 * @returns plain numbers
 * @throws CmbError as `segmentationScores`
 * @internal
 */
export function surfaceScores(
  reference: Volume<VoxelArray>,
  prediction: Volume<VoxelArray>,
  surfaceToleranceMm: number,
): SurfaceScores {
  const scores = segmentationScores(reference, prediction, { surfaceToleranceMm });
  const { hausdorffMm, hausdorff95Mm, assdMm, surfaceDice } = scores;
  return { hausdorffMm, hausdorff95Mm, assdMm, surfaceDice, surfaceToleranceMm };
}
