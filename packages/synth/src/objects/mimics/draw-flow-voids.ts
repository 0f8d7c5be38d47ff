import type { Rng, WorldPoint } from "@cmb/core";
import { TISSUES } from "../../anatomy/tissue.js";
import { logUniform } from "../../log-uniform.js";
import { drawCluster } from "../draw-cluster.js";
import { drawSite } from "../draw-site.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";
import { isNearBone } from "./near-bone.js";

/** Of these, the first that is not next to bone. */
const PLACES = 8;

/**
 * Flow voids and knots of veins in sulci: small dark bodies in fluid. Half are vessels whose blood flows too fast to be
 * seen, without susceptibility; half are veins, 0.2 to 0.6 ppm. They lie 4 mm from bone or more where there is such a place,
 * as beside it they merge with the skull.
 *
 * @internal
 */
export function drawFlowVoids(rng: Rng, rules: MimicRules): Mimics {
  const objects: SceneObject[] = [];
  for (let n = 0; n < rules.count; n++) {
    const own = rng.at(n);
    const taken = [...rules.taken, ...objects.map(({ centreMm }) => centreMm)];
    const centreMm = drawPlace(own, { ...rules, taken });
    if (centreMm === undefined) continue;
    const isVein = own.uniform() < 0.5;
    const susceptibilityPpm = isVein ? logUniform(own, 0.2, 0.6) : 0;
    const radiusMm = logUniform(own, 0.45, 1.1);
    const protonDensity = isVein ? 0.8 : own.uniform(0, 0.35);
    const shape = { centreMm, radiusMm, susceptibilityPpm, protonDensity };
    const spheres = drawCluster(own, { ...shape, aspect: own.uniform(1.2, 3), balls: own.integer(2, 4) });
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    const id = rules.firstId + objects.length;
    objects.push({ id, class: "flow-void", centreMm, radiusMm, susceptibilityPpm, tissue, spheres });
  }
  return { objects, layers: [] };
}

function drawPlace(rng: Rng, rules: MimicRules): WorldPoint | undefined {
  let place: WorldPoint | undefined;
  for (let n = 0; n < PLACES; n++) {
    place = drawSite(rng, { ...rules, clearanceMm: 2, tissues: ["csf"] });
    if (place === undefined || !isNearBone(rules.tissueAt, place)) return place;
  }
  return place;
}
