import type { Rng } from "@cmb/core";
import { TISSUES, type Tissue } from "../../anatomy/tissue.js";
import { findVeinMimics, type VeinMimic, type VeinMimicClass } from "../../vessels/find-vein-mimics.js";
import type { VesselPieces } from "../../vessels/vessel-pieces.js";
import { distanceMm } from "../draw-site.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules } from "./mimic.js";
import { isNearBone } from "./near-bone.js";

/** Objects that are parts of veins, and which pieces each of them is. @internal */
export interface VeinMimics {
  readonly objects: readonly SceneObject[];
  readonly veinObjects: readonly { readonly objectId: number; readonly pieces: readonly number[] }[];
}

const CLEARANCE_MM = 3;
/** Thinner veins are no dots that anybody marks. */
const LEAST_RADIUS_MM = 0.3;
const OUTSIDE = new Set(
  (["air", "scalp", "skull", "sinus", "dura", "marrow", "fat"] as const satisfies readonly Tissue[]).map((tissue) =>
    TISSUES.indexOf(tissue),
  ),
);

/**
 * Names places of the veins of a scene that look like microbleeds: the veins are there anyway, and stay as they are.
 *
 * Places 4 mm from bone or more come first: beside it a vein merges with the skull.
 *
 * @internal
 */
export function drawVeinMimics(
  rng: Rng,
  mimic: VeinMimicClass,
  { veins, ...rules }: MimicRules & { readonly veins: VesselPieces },
): VeinMimics {
  if (rules.count === 0) return { objects: [], veinObjects: [] };
  const all = findVeinMimics(veins, { box: rules.box, leastRadiusMm: LEAST_RADIUS_MM });
  const open = all.filter((found) => found.class === mimic && !OUTSIDE.has(rules.tissueAt(...found.centreMm)));
  const clear: VeinMimic[] = [];
  const beside: VeinMimic[] = [];
  for (const found of open) (isNearBone(rules.tissueAt, found.centreMm) ? beside : clear).push(found);
  const chosen: VeinMimic[] = [];
  while (chosen.length < rules.count) {
    const from = clear.length > 0 ? clear : beside;
    if (from.length === 0) break;
    const [found] = from.splice(rng.integer(0, from.length - 1), 1);
    if (found === undefined) break;
    const centres = [...rules.taken, ...chosen.map(({ centreMm }) => centreMm)];
    if (centres.every((other) => distanceMm(other, found.centreMm) >= CLEARANCE_MM)) chosen.push(found);
  }
  const objects = chosen.map(({ centreMm, radiusMm, susceptibilityPpm }, n): SceneObject => {
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    return { id: rules.firstId + n, class: mimic, centreMm, radiusMm, susceptibilityPpm, tissue, spheres: [] };
  });
  return { objects, veinObjects: chosen.map(({ pieces }, n) => ({ objectId: rules.firstId + n, pieces })) };
}
