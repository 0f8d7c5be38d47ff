import { ellipsoidDistance } from "../shapes.js";
import { type TextureTile, textureAt } from "../texture.js";
import { tissueIndex } from "../tissue.js";
import { type HeadParts, tissueOfFirst } from "./head-parts.js";
import type { Part } from "./part.js";

const CSF = tissueIndex("csf");
const CORTEX = tissueIndex("cerebellarCortex");
const WHITE_MATTER = tissueIndex("cerebellarWhiteMatter");
const DENTATE_NUCLEUS = tissueIndex("dentateNucleus");

/** Where the fissures of the cerebellum run together, in the sagittal plane. */
const CENTRE = { y: -42, z: -33 } as const;
const LOBULE_RAD = (15 * Math.PI) / 180;
const FISSURE_HALF_WIDTH_MM = 0.5;
const FISSURE_DEPTH_MM = 11;
const FOLIUM_DEPTH_MM = 4.5;
const CORTEX_MM = 2.2;
const DENTATE_SHEET_MM = 1.8;
const OPENING = { centre: [8, -53, -32], radii: [5, 5, 5] } as const;

/**
 * Fluid, cortex or white matter at a point within the hull of the cerebellum.
 *
 * Fissures fan out from the roof of the fourth ventricle; between two of them is a lobule with a leaf of white matter.
 *
 * @param depthMm - below the hull
 * @internal
 */
export function cerebellarTissue(
  { texture, parts }: { readonly texture: TextureTile; readonly parts: HeadParts },
  [x, y, z]: readonly [number, number, number],
  depthMm: number,
): number {
  const side = Math.abs(x);
  if (tissueOfFirst(parts.cerebellarCore.near(side, y, z), side, y, z) >= 0) {
    return dentateOrWhite(texture, parts.dentate.near(side, y, z), [x, y, z]);
  }
  const dy = CENTRE.y - y;
  const dz = z - CENTRE.z;
  const radius = Math.sqrt(dy * dy + dz * dz);
  const angle = Math.atan2(dz, dy) + 0.06 * textureAt(texture, x / 13, y / 13, z / 13) + 0.05 * Math.sin(side / 9);
  const fissure = fissureDistance(angle, LOBULE_RAD) * radius;
  const folium = fissureDistance(angle + 0.25 * LOBULE_RAD, 0.5 * LOBULE_RAD) * radius;
  if (depthMm < FISSURE_DEPTH_MM && fissure < FISSURE_HALF_WIDTH_MM) return CSF;
  const sulcus = Math.min(
    depthMm,
    Math.max(fissure, depthMm - FISSURE_DEPTH_MM),
    Math.max(folium, depthMm - FOLIUM_DEPTH_MM),
  );
  return sulcus < CORTEX_MM ? CORTEX : WHITE_MATTER;
}

/** Angle to the nearest fissure. */
function fissureDistance(angle: number, stepRad: number): number {
  const turns = angle / stepRad;
  return Math.abs(turns - Math.round(turns)) * stepRad;
}

/** The dentate nucleus is a crumpled sheet that is open to the midline and upwards. */
function dentateOrWhite(
  texture: TextureTile,
  [dentate]: readonly Part[],
  [x, y, z]: readonly [number, number, number],
): number {
  if (dentate === undefined) return WHITE_MATTER;
  const side = Math.abs(x);
  const distance = dentate.distance(side, y, z) + 0.5 * textureAt(texture, x / 3 + 3, y / 3, z / 3);
  const isOpening = ellipsoidDistance(OPENING, side, y, z) < 0;
  return distance < 0 && distance > -DENTATE_SHEET_MM && !isOpening ? DENTATE_NUCLEUS : WHITE_MATTER;
}
