import type { Rng } from "@cmb/core";
import { TISSUES } from "../../anatomy/tissue.js";
import { logUniform } from "../../log-uniform.js";
import { drawSite } from "../draw-site.js";
import type { SiderosisLayer } from "../layers/layer.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";

/**
 * Superficial siderosis: haemosiderin in the outermost cortex around a point of it, 0.08 to 0.25 ppm, with an R2* that
 * grows with it. More susceptibility would turn the phase by more than half a turn, and an SWI would show fringes where a real
 * one is dark.
 *
 * @internal
 */
export function drawSiderosis(rng: Rng, rules: MimicRules): Mimics {
  const objects: SceneObject[] = [];
  const layers: SiderosisLayer[] = [];
  for (let n = 0; n < rules.count; n++) {
    const own = rng.at(n);
    const taken = [...rules.taken, ...objects.map(({ centreMm }) => centreMm)];
    const centreMm = drawSite(own, { ...rules, taken, clearanceMm: 6, tissues: ["cortex"] });
    if (centreMm === undefined) continue;
    const susceptibilityPpm = logUniform(own, 0.08, 0.25);
    const thicknessMm = own.uniform(0.5, 1);
    const id = rules.firstId + objects.length;
    const reachMm = logUniform(own, 6, 25);
    const r2StarPerS = susceptibilityPpm * own.uniform(400, 800);
    layers.push({ kind: "siderosis", objectId: id, centreMm, reachMm, thicknessMm, susceptibilityPpm, r2StarPerS });
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    const place = { centreMm, radiusMm: thicknessMm / 2, susceptibilityPpm, tissue };
    objects.push({ id, class: "superficial-siderosis", ...place, spheres: [] });
  }
  return { objects, layers };
}
