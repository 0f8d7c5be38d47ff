import { type TextureTile, textureAt } from "../texture.js";
import { tissueIndex } from "../tissue.js";
import { type HeadParts, tissueOfFirst } from "./head-parts.js";
import type { HeadPlan } from "./head-plan.js";

const AIR = tissueIndex("air");
const SKIN = tissueIndex("skin");
const SCALP = tissueIndex("scalp");
const SKULL = tissueIndex("skull");
const MARROW = tissueIndex("marrow");
const MUCOSA = tissueIndex("mucosa");
const FAT = tissueIndex("fat");
const SOFT_TISSUE = tissueIndex("softTissue");

const SKIN_MM = 2;
const TABLE_MM = 1.9;
const BASE_MM = 4;
const ORBIT_WALL_MM = 1.6;
const CELL_MM = 6.5;
const SEPTUM_MM = 0.9;
const MUCOSA_MM = 1;

type Triple = readonly [number, number, number];

/**
 * The tissue at a point of the head outside of the inner table of the skull.
 *
 * @param distances - to the surface of the head, inwards, and to the inner table, outwards
 * @internal
 */
export function outerTissue(
  plan: HeadPlan,
  [x, y, z]: Triple,
  { depthMm, fromCavityMm }: { readonly depthMm: number; readonly fromCavityMm: number },
): number {
  const { parts, texture } = plan;
  const side = Math.abs(x);
  const air = cavityTissue(parts, side, y, z);
  if (air >= 0) return fromCavityMm < TABLE_MM ? SKULL : air;
  if (depthMm < SKIN_MM) return SKIN;
  const vessel = tissueOfFirst(parts.vessels.near(side, y, z), side, y, z);
  if (vessel >= 0) return vessel;
  const orbit = tissueOfFirst(parts.orbit.near(side, y, z), side, y, z);
  if (orbit >= 0) return orbit;
  // The base is thinner than the vault and has no marrow between its tables.
  const isVault = z > -14 || y < -70;
  const thickness = isVault ? plan.skullMm + 1.1 * textureAt(texture, x / 19, y / 19, z / 19) : BASE_MM;
  if (fromCavityMm < thickness) {
    const isDiploe = thickness > 4.6 && fromCavityMm > TABLE_MM && fromCavityMm < thickness - TABLE_MM;
    return isDiploe ? MARROW : SKULL;
  }
  const bone = boneTissue(parts, side, y, z);
  if (bone >= 0) return bone;
  const muscle = tissueOfFirst(parts.muscles.near(side, y, z), side, y, z);
  return muscle >= 0 ? muscle : wrapping(texture, [x, y, z], depthMm);
}

/** Air, the mucosa and the bone around it; -1 elsewhere. */
function cavityTissue(parts: HeadParts, side: number, y: number, z: number): number {
  let wall = -1;
  for (const cavity of parts.cavities.near(side, y, z)) {
    const distance = cavity.distance(side, y, z);
    if (distance >= cavity.wallMm) continue;
    if (distance >= 0) wall = SKULL;
    else if (cavity.cells) return isSeptum(side, y, z) ? SKULL : AIR;
    else if (cavity.wallMm > 0) return AIR;
    // The nostrils have no mucosa; the septum of the nose has it on both sides.
    else if (y < 84 && (distance > -MUCOSA_MM || (side < 0.8 && y > 22))) return MUCOSA;
    else return tissueOfFirst(parts.turbinates.near(side, y, z), side, y, z) >= 0 ? MUCOSA : AIR;
  }
  return wall;
}

/** Whether a point lies in the bone between air cells. @internal */
export function isSeptum(side: number, y: number, z: number): boolean {
  const bent = 1.6 * Math.sin(side / 3.7 + y / 5.1 + z / 4.3);
  const near = (value: number): number => Math.abs(value / CELL_MM - Math.round(value / CELL_MM)) * CELL_MM;
  return Math.min(near(side + bent + 2), near(y - bent + z / 3), near(z + bent + 3)) < 0.5 * SEPTUM_MM;
}

function boneTissue(parts: HeadParts, side: number, y: number, z: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const bone of parts.bones.near(side, y, z)) least = Math.min(least, bone.distance(side, y, z));
  if (least < 0) return least < -TABLE_MM ? MARROW : SKULL;
  if (y > 64) return -1;
  for (const orbit of parts.orbitWall.near(side, y, z)) {
    if (orbit.distance(side, y, z) < ORBIT_WALL_MM) return SKULL;
  }
  return -1;
}

/** Fat under the scalp; in the face and in the neck a mixture with muscle. */
function wrapping(texture: TextureTile, [x, y, z]: Triple, depthMm: number): number {
  if (z > -24 && y < 66) return SCALP;
  const mixed = textureAt(texture, x / 7 + 11, y / 7, z / 11);
  if (depthMm < 6 + 3 * mixed) return FAT;
  return mixed > 0.7 ? FAT : SOFT_TISSUE;
}
