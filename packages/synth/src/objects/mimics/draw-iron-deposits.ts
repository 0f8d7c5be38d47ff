import type { Rng, WorldPoint } from "@cmb/core";
import { TISSUES, type Tissue } from "../../anatomy/tissue.js";
import { logUniform } from "../../log-uniform.js";
import { drawDirection } from "../draw-cluster.js";
import { drawSite } from "../draw-site.js";
import type { IronLayer } from "../layers/layer.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";

const NUCLEI: readonly Tissue[] = ["pallidum", "putamen"];

/**
 * Iron mineralisation of pallidum and putamen: patches of soft balls, 0.1 to 0.6 ppm and 20 to 150 /s above the nucleus.
 *
 * @internal
 */
export function drawIronDeposits(rng: Rng, rules: MimicRules): Mimics {
  const objects: SceneObject[] = [];
  const layers: IronLayer[] = [];
  for (let n = 0; n < rules.count; n++) {
    const own = rng.at(n);
    const taken = [...rules.taken, ...objects.map(({ centreMm }) => centreMm)];
    const centreMm = drawSite(own, { ...rules, taken, clearanceMm: 4, tissues: NUCLEI });
    if (centreMm === undefined) continue;
    const susceptibilityPpm = own.uniform(0.1, 0.6);
    const r2StarPerS = own.uniform(20, 150);
    const extentMm = own.uniform(1, 5);
    const id = rules.firstId + objects.length;
    const balls = own.integer(3, 14);
    const blobs = Array.from({ length: balls }, () => ({
      centreMm: shift(centreMm, drawDirection(own), extentMm * Math.cbrt(own.uniform())),
      sigmaMm: logUniform(own, 0.35, 1.2),
      susceptibilityPpm: susceptibilityPpm * own.uniform(0.4, 1.2),
      r2StarPerS: r2StarPerS * own.uniform(0.4, 1.2),
    }));
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    layers.push({ kind: "iron", objectId: id, tissues: NUCLEI, blobs });
    objects.push({ id, class: "iron-deposit", centreMm, radiusMm: extentMm, susceptibilityPpm, tissue, spheres: [] });
  }
  return { objects, layers };
}

function shift(point: WorldPoint, direction: WorldPoint, lengthMm: number): WorldPoint {
  return [point[0] + lengthMm * direction[0], point[1] + lengthMm * direction[1], point[2] + lengthMm * direction[2]];
}
