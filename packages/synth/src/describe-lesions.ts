import { affineDeterminant, type WorldPoint } from "@cmb/core";
import type { Source } from "./acquisition/sources.js";
import type { VisibleObjects } from "./acquisition/visible-objects.js";
import type { PhantomLesion } from "./phantom.js";

/** The truth about each source, with what the noise-free image shows of it. @internal */
export function describeLesions(
  sources: readonly Source[],
  { labels, sizeVoxels, peakDepth }: VisibleObjects,
): readonly PhantomLesion[] {
  const voxelMm3 = Math.abs(affineDeterminant(labels.affine));
  return sources.map((source, n) => {
    const visibleVoxels = sizeVoxels[n] ?? 0;
    return {
      id: n + 1,
      class: source.class,
      ...geometryOf(source),
      susceptibilityPpm: source.susceptibilityPpm,
      visibleVoxels,
      apparentRadiusMm: Math.cbrt((3 * visibleVoxels * voxelMm3) / (4 * Math.PI)),
      peakDepth: peakDepth[n] ?? 0,
    };
  });
}

function geometryOf(source: Source): Pick<PhantomLesion, "centreMm" | "pathMm" | "radiusMm"> {
  if (source.class !== "vein") {
    return { centreMm: source.centreMm, pathMm: [source.centreMm], radiusMm: source.radiusMm };
  }
  const { pathMm, radiiMm } = source;
  const centreMm: WorldPoint = pathMm[pathMm.length >> 1] ?? [Number.NaN, Number.NaN, Number.NaN];
  return { centreMm, pathMm, radiusMm: radiiMm.reduce((sum, radius) => sum + radius, 0) / radiiMm.length };
}
