import type { Rng } from "@cmb/core";
import { TISSUES } from "../../anatomy/tissue.js";
import { logUniform } from "../../log-uniform.js";
import { drawSite } from "../draw-site.js";
import type { DipoleSphere, SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";

const BALLS = 12;
const SPREAD_MM = 3;

/**
 * Cavernomas: twelve caverns scattered by 3 mm, of 0.8 to 2.5 mm, with blood of mixed age: some fresh and bright, most
 * with a core or a rim of haemosiderin.
 *
 * @internal
 */
export function drawCavernomas(rng: Rng, rules: MimicRules): Mimics {
  const objects: SceneObject[] = [];
  for (let n = 0; n < rules.count; n++) {
    const own = rng.at(n);
    const taken = [...rules.taken, ...objects.map(({ centreMm }) => centreMm)];
    const tissues = ["whiteMatter", "cortex", "brainstem", "cerebellarWhiteMatter"] as const;
    const centreMm = drawSite(own, { ...rules, taken, clearanceMm: 12, tissues });
    if (centreMm === undefined) continue;
    const spheres = Array.from({ length: BALLS }, (): DipoleSphere => {
      const [x, y, z] = centreMm;
      const old = own.uniform() < 0.7;
      return {
        centreMm: [x + own.normal(0, SPREAD_MM), y + own.normal(0, SPREAD_MM), z + own.normal(0, SPREAD_MM)],
        radiusMm: own.uniform(0.8, 2.5),
        susceptibilityPpm: old ? logUniform(own, 0.4, 2) : own.uniform(0, 0.3),
        protonDensity: old ? own.uniform(0.7, 1) : 1,
      };
    });
    const cubes = spheres.map(({ radiusMm }) => radiusMm ** 3);
    const volume = cubes.reduce((sum, value) => sum + value, 0);
    const moment = spheres.reduce((sum, ball, ordinal) => sum + ball.susceptibilityPpm * (cubes[ordinal] as number), 0);
    objects.push({
      id: rules.firstId + objects.length,
      class: "cavernoma",
      centreMm,
      radiusMm: Math.cbrt(volume),
      susceptibilityPpm: moment / volume,
      tissue: TISSUES[rules.tissueAt(...centreMm)] ?? "air",
      spheres,
    });
  }
  return { objects, layers: [] };
}
