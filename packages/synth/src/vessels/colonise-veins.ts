import type { Rng } from "@cmb/core";
import { addNodeTree } from "./add-node-tree.js";
import { coloniseSpace } from "./colonise-space.js";
import { corticalCourse } from "./cortical-courses.js";
import { CORTICAL_GROUPS } from "./cortical-veins.js";
import { brainstemCourse, cerebellarCourse, HINDBRAIN_GROUPS } from "./hindbrain-veins.js";
import { MEDULLARY_GROUPS, medullaryCourse } from "./medullary-veins.js";
import { groupAt, plus, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import type { TreePlan, VeinCourse, VeinStyle } from "./vein-style.js";
import type { VeinFamily } from "./vessel-pieces.js";
import { settled, type Walk } from "./walk-path.js";

type ColonisedFamily = Exclude<VeinFamily, "deep">;

/** How a family fills its territory, which lies around the line from the root of a tree to its target. */
interface Territory {
  readonly allowed: number;
  readonly radiusMm: number;
  readonly attractors: number;
  readonly servedMm: number;
  readonly tipRadiusMm: number;
}

const TERRITORIES: Readonly<Record<ColonisedFamily, Territory>> = {
  medullary: { allowed: MEDULLARY_GROUPS, radiusMm: 8, attractors: 14, servedMm: 2, tipRadiusMm: 0.15 },
  cortical: { allowed: CORTICAL_GROUPS, radiusMm: 26, attractors: 170, servedMm: 2.5, tipRadiusMm: 0.2 },
  cerebellar: { allowed: HINDBRAIN_GROUPS, radiusMm: 13, attractors: 45, servedMm: 2, tipRadiusMm: 0.2 },
  brainstem: { allowed: HINDBRAIN_GROUPS, radiusMm: 6, attractors: 9, servedMm: 2, tipRadiusMm: 0.15 },
};

/**
 * A tree by space colonisation, where `growBranches` walks: it shares with the walk where a tree begins and where to it
 * grows, and nothing of how it branches, bends and tapers.
 *
 * @internal
 */
export function coloniseVeins(
  domain: VeinDomain,
  plan: TreePlan & { readonly family: ColonisedFamily },
  style: VeinStyle,
  rng: Rng,
): TreeSketch {
  const sketch = createTreeSketch(plan.family);
  const course = COURSES[plan.family](domain, plan, rng);
  if (course === undefined) return sketch;
  const territory = TERRITORIES[plan.family];
  const surface = surfaceOf(domain, plan.family);
  const attractors = drawAttractors({ domain, course, territory, surface }, rng);
  const { allowed, servedMm } = territory;
  const colony = { root: course.start, direction: course.direction, attractors, servedMm, allowed, surface };
  const tree = coloniseSpace(domain, { ...colony, wiggle: style.wiggle }, rng);
  addNodeTree(sketch, tree, {
    rootRadiusMm: style.radiusScale * Math.max(course.radiusMm, 1.1 * territory.tipRadiusMm),
    tipRadiusMm: style.radiusScale * territory.tipRadiusMm,
  });
  return sketch;
}

const COURSES: Readonly<
  Record<ColonisedFamily, (domain: VeinDomain, plan: TreePlan, rng: Rng) => VeinCourse | undefined>
> = {
  medullary: medullaryCourse,
  cortical: corticalCourse,
  cerebellar: cerebellarCourse,
  brainstem: brainstemCourse,
};

function surfaceOf(domain: VeinDomain, family: ColonisedFamily): Walk["surface"] {
  if (family === "medullary") return undefined;
  if (family === "cortical") return { distanceMm: domain.brainMm, rangeMm: [-0.6, 1.2] };
  return { distanceMm: family === "cerebellar" ? domain.cerebellumMm : domain.brainstemMm, rangeMm: [-0.9, 0.4] };
}

interface Field {
  readonly domain: VeinDomain;
  readonly course: VeinCourse;
  readonly territory: Territory;
  readonly surface: Walk["surface"];
}

/** Points around the line from root to target, drawn onto the surface; those that do not get there are left out. */
function drawAttractors({ domain, course, territory, surface }: Field, rng: Rng): Vec[] {
  const points: Vec[] = [];
  const axis = plus(course.target, course.start, -1);
  for (let n = 0; n < territory.attractors; n++) {
    const spread = territory.radiusMm / 2;
    const away: Vec = [rng.normal(0, spread), rng.normal(0, spread), rng.normal(0, spread)];
    let point = plus(plus(course.start, axis, rng.uniform(0.05, 1)), away);
    for (let round = 0; surface !== undefined && round < 25; round++) point = settled(domain, surface, point);
    if ((groupAt(domain, point) & territory.allowed) !== 0) points.push(point);
  }
  return points;
}
