import type { SurfaceDistances } from "./surface-distances.js";

/**
 * Average symmetric surface distance: the sum of all distances in both directions over their number.
 *
 * @param distances - from {@link surfaceDistances}
 * @returns mm; NaN where both masks are empty, Infinity where one is
 * @since 0.1.0
 */
export function assdMm({ referenceToPredictionMm, predictionToReferenceMm }: SurfaceDistances): number {
  const sum = (side: Float64Array): number => side.reduce((total, distance) => total + distance, 0);
  const count = referenceToPredictionMm.length + predictionToReferenceMm.length;
  return (sum(referenceToPredictionMm) + sum(predictionToReferenceMm)) / count;
}
