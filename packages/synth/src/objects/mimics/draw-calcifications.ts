import type { Rng, WorldPoint } from "@cmb/core";
import { TISSUES, type Tissue } from "../../anatomy/tissue.js";
import { logUniform } from "../../log-uniform.js";
import { drawCluster } from "../draw-cluster.js";
import { drawSite } from "../draw-site.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";

// Sites of harmless calcifications in ageing heads; the shares are chosen, not measured.
const SITES: readonly { readonly share: number; readonly tissues: readonly Tissue[] }[] = [
  { share: 0.4, tissues: ["choroidPlexus"] },
  { share: 0.15, tissues: ["pineal"] },
  { share: 0.15, tissues: ["falx", "tentorium"] },
  { share: 0.3, tissues: ["pallidum"] },
];
const RADIUS_MM = [0.4, 2.2] as const;
const SUSCEPTIBILITY_PPM = [0.4, 3] as const;

/**
 * Calcifications of choroid plexus, pineal gland, falx and pallidum: diamagnetic, −0.4 to −3 ppm, with little water.
 *
 * @param rng - one stream for all of them
 * @internal
 */
export function drawCalcifications(rng: Rng, rules: MimicRules): Mimics {
  const objects: SceneObject[] = [];
  for (let n = 0; n < rules.count; n++) {
    const own = rng.at(n);
    const taken = [...rules.taken, ...objects.map(({ centreMm }) => centreMm)];
    const start = pickSite(own.uniform());
    // A box may hold no pineal gland: then the next kind of site in turn.
    const order = SITES.map((_, step) => SITES[(start + step) % SITES.length]?.tissues ?? []);
    const centreMm = firstSite(order, (tissues) => drawSite(own, { ...rules, taken, clearanceMm: 1.5, tissues }));
    if (centreMm === undefined) continue;
    const radiusMm = logUniform(own, ...RADIUS_MM);
    const susceptibilityPpm = -logUniform(own, ...SUSCEPTIBILITY_PPM);
    const protonDensity = own.uniform(0.1, 0.8);
    const shape = { centreMm, radiusMm, susceptibilityPpm, protonDensity };
    const spheres = drawCluster(own, { ...shape, aspect: own.uniform(1, 2.2), balls: own.integer(1, 4) });
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    const id = rules.firstId + objects.length;
    objects.push({ id, class: "calcification", centreMm, radiusMm, susceptibilityPpm, tissue, spheres });
  }
  return { objects, layers: [] };
}

function pickSite(uniform: number): number {
  let rest = uniform;
  for (const [n, { share }] of SITES.entries()) {
    if (rest < share) return n;
    rest -= share;
  }
  return 0;
}

function firstSite(
  order: readonly (readonly Tissue[])[],
  find: (tissues: readonly Tissue[]) => WorldPoint | undefined,
): WorldPoint | undefined {
  for (const tissues of order) {
    const found = find(tissues);
    if (found !== undefined) return found;
  }
  return undefined;
}
