import { CmbError } from "@cmb/core";
import { quantile } from "../statistics/summarise.js";
import type { SurfaceDistances } from "./surface-distances.js";

/**
 * The Hausdorff distance, or a percentile of it: the larger of the two directed percentiles.
 *
 * @param distances - from {@link surfaceDistances}
 * @param percentile - 0 to 100; 100 for the full distance, 95 for HD95
 * @returns mm; NaN where both masks are empty, Infinity where one is
 * @throws CmbError `OUT_OF_RANGE` when the percentile is not within 0 to 100
 * @since 0.1.0
 */
export function hausdorffMm(distances: SurfaceDistances, percentile: number): number {
  if (!(percentile >= 0 && percentile <= 100)) {
    const message = `hausdorffMm: the percentile is ${percentile}; give a number from 0 to 100`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "percentile", value: percentile, minimum: 0, maximum: 100 });
  }
  const sides = [distances.referenceToPredictionMm, distances.predictionToReferenceMm];
  const directed = sides.filter((side) => side.length > 0).map((side) => directedMm(side, percentile));
  return directed.length === 0 ? Number.NaN : Math.max(...directed);
}

function directedMm(side: Float64Array, percentile: number): number {
  // The largest needs no sorting.
  if (percentile === 100) return side.reduce((most, distance) => Math.max(most, distance), 0);
  return quantile(side, percentile / 100);
}

/**
 * HD95 in mm: {@link hausdorffMm} at 95.
 *
 * @param distances - from {@link surfaceDistances}
 * @returns mm; NaN where both masks are empty, Infinity where one is
 * @since 0.1.0
 */
export function hausdorff95Mm(distances: SurfaceDistances): number {
  return hausdorffMm(distances, 95);
}
