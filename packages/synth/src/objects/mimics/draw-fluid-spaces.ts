import type { Rng } from "@cmb/core";
import { TISSUES, type Tissue } from "../../anatomy/tissue.js";
import { logUniform } from "../../log-uniform.js";
import { drawDirection } from "../draw-cluster.js";
import { drawSite } from "../draw-site.js";
import type { FluidLayer } from "../layers/layer.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";

interface SpaceKind {
  readonly tissues: readonly Tissue[];
  readonly radiusMm: readonly [minimum: number, maximum: number];
  readonly lengthMm: readonly [minimum: number, maximum: number];
}

// Where each is common: Wardlaw et al. 2013, doi:10.1016/S1474-4422(13)70124-8.
const KINDS: Readonly<Record<"perivascular-space" | "lacune", SpaceKind>> = {
  "perivascular-space": {
    tissues: ["putamen", "whiteMatter", "pallidum", "brainstem"],
    radiusMm: [0.4, 1.3],
    lengthMm: [1, 10],
  },
  lacune: {
    tissues: ["putamen", "whiteMatter", "thalamus", "caudate", "brainstem"],
    radiusMm: [1.5, 4.5],
    lengthMm: [0.5, 6],
  },
};

/**
 * Spaces of fluid: perivascular spaces, 1 to 10 mm long and at most 2.6 mm wide, and lacunes, 3 to 15 mm long.
 *
 * They are dark where fluid is (short repetition time) and bright elsewhere.
 *
 * @internal
 */
export function drawFluidSpaces(rng: Rng, kind: "perivascular-space" | "lacune", rules: MimicRules): Mimics {
  const objects: SceneObject[] = [];
  const layers: FluidLayer[] = [];
  const { tissues, radiusMm: radii, lengthMm: lengths } = KINDS[kind];
  for (let n = 0; n < rules.count; n++) {
    const own = rng.at(n);
    const taken = [...rules.taken, ...objects.map(({ centreMm }) => centreMm)];
    const centreMm = drawSite(own, { ...rules, taken, clearanceMm: 3, tissues });
    if (centreMm === undefined) continue;
    const radiusMm = logUniform(own, ...radii);
    const half = logUniform(own, ...lengths) / 2;
    const [dx, dy, dz] = drawDirection(own);
    const [x, y, z] = centreMm;
    const id = rules.firstId + objects.length;
    layers.push({
      kind: "fluid",
      objectId: id,
      startMm: [x - half * dx, y - half * dy, z - half * dz],
      endMm: [x + half * dx, y + half * dy, z + half * dz],
      radiusMm,
    });
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    objects.push({ id, class: kind, centreMm, radiusMm, susceptibilityPpm: 0, tissue, spheres: [] });
  }
  return { objects, layers };
}
