import { type Rng, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { TISSUES, type Tissue } from "../../anatomy/tissue.js";
import { boxAround } from "../../truth/boxes.js";
import { distanceMm } from "../draw-site.js";
import type { SceneObject } from "../scene-object.js";
import type { MimicRules, Mimics } from "./mimic.js";

const BRAIN = new Set(
  (["cortex", "whiteMatter", "cerebellarCortex", "brainstem"] as const satisfies readonly Tissue[]).map((tissue) =>
    TISSUES.indexOf(tissue),
  ),
);
/** Where the field of the head changes by this much in a millimetre the brain next to it darkens. */
const STEEP_PPM_PER_MM = 0.06;
const CLEARANCE_MM = 8;

/**
 * Places of the brain next to air and bone, where the field of the head is steep: they are there anyway, and are named.
 *
 * @param headFieldPpm - on a grid of about 2 mm
 * @internal
 */
export function drawAirBoneEdges(
  rng: Rng,
  { headFieldPpm, ...rules }: MimicRules & { readonly headFieldPpm: Volume },
): Mimics {
  if (rules.count === 0) return { objects: [], layers: [] };
  const open = steepPlaces(headFieldPpm, rules);
  const objects: SceneObject[] = [];
  while (open.length > 0 && objects.length < rules.count) {
    const [found] = open.splice(rng.integer(0, open.length - 1), 1);
    if (found === undefined) break;
    const { centreMm } = found;
    const taken = [...rules.taken, ...objects.map((object) => object.centreMm)];
    if (!taken.every((other) => distanceMm(other, centreMm) >= CLEARANCE_MM)) continue;
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    const id = rules.firstId + objects.length;
    objects.push({ id, class: "air-bone-edge", centreMm, radiusMm: 2, susceptibilityPpm: 0, tissue, spheres: [] });
  }
  return { objects, layers: [] };
}

function steepPlaces(
  { data, shape, affine }: Volume,
  { box, tissueAt }: MimicRules,
): { readonly centreMm: WorldPoint }[] {
  const [ni, nj, nk] = shape;
  const middle: WorldPoint = [mean(box, 0), mean(box, 1), mean(box, 2)];
  const half: WorldPoint = [middle[0] - box.minimumMm[0], middle[1] - box.minimumMm[1], middle[2] - box.minimumMm[2]];
  const part = boxAround({ shape, affine }, middle, half);
  if (part === undefined) return [];
  const found: { readonly centreMm: WorldPoint }[] = [];
  const at = (i: number, j: number, k: number): number => data[i + ni * (j + nj * k)] as number;
  const step = Math.hypot(affine[0], affine[4], affine[8]);
  for (let k = Math.max(1, part.from[2]); k < Math.min(nk - 1, part.to[2]); k++) {
    for (let j = Math.max(1, part.from[1]); j < Math.min(nj - 1, part.to[1]); j++) {
      for (let i = Math.max(1, part.from[0]); i < Math.min(ni - 1, part.to[0]); i++) {
        const x = at(i + 1, j, k) - at(i - 1, j, k);
        const y = at(i, j + 1, k) - at(i, j - 1, k);
        const z = at(i, j, k + 1) - at(i, j, k - 1);
        if (Math.hypot(x, y, z) < 2 * step * STEEP_PPM_PER_MM) continue;
        const centreMm = voxelToWorld(affine, [i, j, k]);
        const inside = centreMm.every((value, axis) => {
          return value >= (box.minimumMm[axis] as number) && value <= (box.maximumMm[axis] as number);
        });
        if (inside && BRAIN.has(tissueAt(...centreMm))) found.push({ centreMm });
      }
    }
  }
  return found;
}

function mean({ minimumMm, maximumMm }: MimicRules["box"], axis: 0 | 1 | 2): number {
  return (minimumMm[axis] + maximumMm[axis]) / 2;
}
