import type { SurfaceScores } from "../evaluation-case.js";
import { assdMm } from "./assd.js";
import { hausdorff95Mm, hausdorffMm } from "./hausdorff.js";
import type { MaskPair } from "./mask-pair.js";
import { surfaceDice } from "./surface-dice.js";
import { distancesOfPair, type SurfaceDistances } from "./surface-distances.js";

/**
 * The surface part of `segmentationScores`, as a case carries it.
 *
 * @param pair - the foreground of both sides
 * @param surfaceToleranceMm - of surface Dice
 * @returns plain numbers
 * @throws CmbError `OUT_OF_RANGE` for a negative tolerance
 * @internal
 */
export function surfaceScores(pair: MaskPair, surfaceToleranceMm: number): SurfaceScores {
  return surfaceScoresOf(distancesOfPair(pair), surfaceToleranceMm);
}

/** HD, HD95, ASSD and surface Dice of distances. @internal */
export function surfaceScoresOf(distances: SurfaceDistances, surfaceToleranceMm: number): SurfaceScores {
  return {
    hausdorffMm: hausdorffMm(distances, 100),
    hausdorff95Mm: hausdorff95Mm(distances),
    assdMm: assdMm(distances),
    surfaceDice: surfaceDice(distances, surfaceToleranceMm),
    surfaceToleranceMm,
  };
}
