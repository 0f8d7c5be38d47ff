import { tissueIndex } from "../tissue.js";
import { callosumDistance } from "./cerebrum.js";
import { tentoriumHeight } from "./head-surfaces.js";
import type { Part } from "./part.js";

const SINUS = tissueIndex("sinus");
const FALX = tissueIndex("falx");
const DURA = tissueIndex("dura");

const DURA_MM = 0.9;
const SHEET_HALF_WIDTH_MM = 0.55;

/**
 * Sinus, falx or dura at a point within the skull; -1 where there is none.
 *
 * @param sinuses - those near the point
 * @param depthMm - below the inner table of the skull
 * @internal
 */
export function duralTissue(
  sinuses: readonly Part[],
  [side, y, z]: readonly [number, number, number],
  depthMm: number,
): number {
  if (isSagittalSinus(side, y, z, depthMm) || isTransverseSinus(side, y, z, depthMm)) return SINUS;
  for (const part of sinuses) if (part.distance(side, y, z) < 0) return SINUS;
  if (side < SHEET_HALF_WIDTH_MM && isFalx(y, z)) return FALX;
  return depthMm < DURA_MM ? DURA : -1;
}

/** A triangle under the skull in the midline, from the forehead over the top to the back; it widens on its way. */
function isSagittalSinus(side: number, y: number, z: number, depthMm: number): boolean {
  if (side > 6 || z < (y > 0 ? 14 : -12) || depthMm > 8) return false;
  const width = 2.2 + 2 * Math.min(1, Math.max(0, (45 - y) / 110));
  return 0.9 * side + 0.6 * Math.max(0, depthMm) < width;
}

/** Where the tentorium meets the skull. */
function isTransverseSinus(side: number, y: number, z: number, depthMm: number): boolean {
  if (y > -42 || depthMm > 7) return false;
  const aside = depthMm - 2;
  const above = 0.85 * (z - tentoriumHeight(side, y));
  return aside * aside + above * above < 7;
}

/** From the skull down to a free edge above the corpus callosum, nearer to it at the back. */
function isFalx(y: number, z: number): boolean {
  if (z < (y > 0 ? -10 : tentoriumHeight(0, y))) return false;
  return callosumDistance(y, z) > 5 + 12 * Math.min(1, Math.max(0, (y + 40) / 80));
}

/** The tentorium: a roof over the cerebellum with a notch for the midbrain. @internal */
export function isTentorium(side: number, y: number, z: number): boolean {
  const notch = (side / 15) ** 2 + ((y + 18) / 24) ** 2;
  if (y > -12 || notch < 1 || side > 62) return false;
  return Math.abs(z - tentoriumHeight(side, y) + 0.6) < SHEET_HALF_WIDTH_MM + 0.1;
}
