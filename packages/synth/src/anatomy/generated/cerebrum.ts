import { ellipsoidDistance } from "../shapes.js";
import { sulcusDistance } from "../sulci.js";
import { tissueIndex } from "../tissue.js";
import type { HeadPlan } from "./head-plan.js";

const CSF = tissueIndex("csf");
const CORTEX = tissueIndex("cortex");
const WHITE_MATTER = tissueIndex("whiteMatter");

const CALLOSUM = { centre: [0, -4, 4], radii: [1, 44, 24] } as const;
const FISSURE_HALF_WIDTH_MM = 1.3;
const MEDIAL_SULCUS_MM = 11;

/** Distance in the midplane to the outline of the corpus callosum and what it arches over, negative inside. @internal */
export function callosumDistance(y: number, z: number): number {
  return ellipsoidDistance(CALLOSUM, 0, y, z);
}

/**
 * Fluid, cortex or white matter at a point within the hull of the cerebrum, nuclei and ventricles aside.
 *
 * @param depthMm - below the hull
 * @internal
 */
export function cerebralTissue(plan: HeadPlan, [x, y, z]: readonly [number, number, number], depthMm: number): number {
  const side = Math.abs(x);
  // Between the hemispheres, but not where they are joined.
  const fissure = Math.max(side - FISSURE_HALF_WIDTH_MM, -callosumDistance(y, z));
  const clefts = Math.min(fissure, lateralFissure(side, y, z), insula(side, y, z));
  if (clefts < 0) return CSF;
  // The floor between the temporal lobes is hypothalamus and midbrain, not cortex.
  const isFloor = z < 0 && (side / 20) ** 2 + ((y + 14) / 21) ** 2 < 1;
  const outside = isFloor ? Number.POSITIVE_INFINITY : depthMm;
  const surface = Math.min(outside - plan.sulcusDepthMm, fissure - MEDIAL_SULCUS_MM);
  if (isFloor || surface > plan.cortexMm) return clefts < plan.cortexMm ? CORTEX : WHITE_MATTER;
  const sheet = Math.abs(sulcusDistance(plan.sulci, x, y, z)) - plan.sulcusHalfWidthMm;
  const sulcus = Math.max(sheet, surface);
  if (sulcus < 0) return CSF;
  return Math.min(sulcus, clefts, outside) < plan.cortexMm ? CORTEX : WHITE_MATTER;
}

/** The sheet of fluid between the temporal lobe and the lobes above it. */
function lateralFissure(side: number, y: number, z: number): number {
  const height = -7 + 0.42 * (10 - y) + 1.6 * Math.sin(0.35 * side + 0.2 * y) - 0.15 * (side - 45);
  return Math.max(0.9 * Math.abs(z - height) - 0.55, 37 - side, Math.abs(y + 7) - 28);
}

/** The sheet of fluid over the insula, which bulges outwards and has short gyri. */
function insula(side: number, y: number, z: number): number {
  const sheet = 38.5 - 0.005 * (y - 2) * (y - 2) + 0.7 * Math.sin(0.5 * y + 0.2 * z);
  return Math.max(Math.abs(side - sheet) - 0.7, Math.abs(y - 2) - 21, Math.abs(z - 2) - 12);
}
