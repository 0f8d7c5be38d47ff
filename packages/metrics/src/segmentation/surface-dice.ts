import { CmbError } from "@cmb/core";
import type { SurfaceDistances } from "./surface-distances.js";

/**
 * Surface Dice (normalised surface distance): the share of all surface voxels, of both masks, that lie within a
 * tolerance of the other surface.
 *
 * @param distances - from {@link surfaceDistances}
 * @param toleranceMm - a distance at the tolerance counts
 * @returns 0 to 1; NaN where both masks are empty, 0 where one is
 * @throws CmbError `OUT_OF_RANGE` when the tolerance is negative or not finite
 * @since 0.1.0
 */
export function surfaceDice(
  { referenceToPredictionMm, predictionToReferenceMm }: SurfaceDistances,
  toleranceMm: number,
): number {
  if (!(toleranceMm >= 0 && Number.isFinite(toleranceMm))) {
    const message = `surfaceDice: the tolerance is ${toleranceMm} mm; give a finite number of at least 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "toleranceMm", value: toleranceMm, minimum: 0 });
  }
  const within = (side: Float64Array): number => side.filter((distance) => distance <= toleranceMm).length;
  const count = referenceToPredictionMm.length + predictionToReferenceMm.length;
  return (within(referenceToPredictionMm) + within(predictionToReferenceMm)) / count;
}
