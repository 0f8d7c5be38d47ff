import { type TextureTile, textureAt } from "../texture.js";
import { tissueIndex } from "../tissue.js";
import { ARTERIES } from "./brain-parts.js";
import { SINUSES } from "./dural-tissue.js";
import type { HeadPlan } from "./head-plan.js";
import { isNear, type Part } from "./part.js";
import { BONES, type Cavity, MUSCLES, ORBIT, ORBIT_CONTENT, TURBINATES } from "./skull-parts.js";

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
  const place: Triple = [Math.abs(x), y, z];
  const air = cavityTissue(plan.cavities, place);
  if (air >= 0) return air;
  if (depthMm < SKIN_MM) return SKIN;
  const vessel = inside(SINUSES, place) ?? inside(ARTERIES, place);
  if (vessel !== undefined) return vessel;
  const orbit = inside(ORBIT_CONTENT, place) ?? inside(ORBIT, place);
  if (orbit !== undefined) return orbit;
  const uneven = textureAt(plan.texture, x / 19, y / 19, z / 19);
  // The base is thinner than the vault and has no marrow between its tables.
  const thickness = z > -14 || y < -70 ? plan.skullMm + 1.1 * uneven : 4;
  if (fromCavityMm < thickness) {
    const isDiploe = thickness > 4.6 && fromCavityMm > TABLE_MM && fromCavityMm < thickness - TABLE_MM;
    return isDiploe ? MARROW : SKULL;
  }
  const bone = boneTissue(place);
  if (bone >= 0) return bone;
  return inside(MUSCLES, place) ?? wrapping(plan.texture, [x, y, z], depthMm);
}

function inside(parts: readonly Part[], place: Triple): number | undefined {
  for (const part of parts) {
    if (isNear(part, place, 0) && part.distance(...place) < 0) return part.tissue;
  }
  return undefined;
}

/** Air, the mucosa and the bone around it; -1 elsewhere. */
function cavityTissue(cavities: readonly Cavity[], place: Triple): number {
  const [side, y, z] = place;
  let wall = -1;
  for (const { part, wallMm, cells } of cavities) {
    if (!isNear(part, place, wallMm)) continue;
    const distance = part.distance(side, y, z);
    if (distance < 0) {
      if (cells) return isSeptum(side, y, z) ? SKULL : AIR;
      if (wallMm > 0) return AIR;
      const isMucosa = distance > -MUCOSA_MM || (side < 0.8 && y > 22) || inside(TURBINATES, place) !== undefined;
      return isMucosa && depthIsInner(place) ? MUCOSA : AIR;
    }
    if (distance < wallMm) wall = SKULL;
  }
  return wall;
}

/** The nostrils have no mucosa. */
function depthIsInner([, y]: Triple): boolean {
  return y < 84;
}

function isSeptum(side: number, y: number, z: number): boolean {
  const bent = 1.6 * Math.sin(side / 3.7 + y / 5.1 + z / 4.3);
  const near = (value: number): number => Math.abs(value / CELL_MM - Math.round(value / CELL_MM)) * CELL_MM;
  return Math.min(near(side + bent + 2), near(y - bent + z / 3), near(z + bent + 3)) < 0.5 * SEPTUM_MM;
}

function boneTissue(place: Triple): number {
  const [side, y, z] = place;
  let least = Number.POSITIVE_INFINITY;
  for (const part of BONES) {
    if (isNear(part, place, 0)) least = Math.min(least, part.distance(side, y, z));
  }
  if (least < 0) return least < -TABLE_MM ? MARROW : SKULL;
  for (const part of ORBIT) {
    if (isNear(part, place, ORBIT_WALL_MM) && part.distance(side, y, z) < ORBIT_WALL_MM && y < 64) return SKULL;
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
