import type { Rng } from "@cmb/core";
import { corticalCourse } from "./cortical-courses.js";
import { type Generation, growBranches } from "./grow-branches.js";
import { distance, plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import type { TreePlan, VeinStyle } from "./vein-style.js";
import { type Walk, walkPath } from "./walk-path.js";

/** Where a cortical vein may run. @internal */
export const CORTICAL_GROUPS: number = GROUP.fluid | GROUP.cortex | GROUP.sinus;

/**
 * A vein of the brain's surface: from a sinus over gyri and along sulci, with branches into the sulci.
 *
 * @internal
 */
export function growCorticalTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("cortical");
  const course = corticalCourse(domain, plan, rng);
  const radiusMm = style.radiusScale * course.radiusMm * rng.uniform(0.8, 1.15);
  const trunk = surfaceWalk(domain, style, course);
  const path = walkPath(
    domain,
    {
      ...trunk,
      start: course.start,
      direction: course.direction,
      lengthMm: course.lengthMm * rng.uniform(0.75, 1.25),
      arrived: passes(course.target),
    },
    rng,
  );
  const tipRadiusMm = 0.22 * style.radiusScale;
  growBranches(
    { domain, sketch, rng },
    { path, parent: -1, radiusMm, tipRadiusMm, generations: branchesOf(domain, style) },
  );
  return sketch;
}

/** Ends a path where it reaches its target or has gone past it. */
function passes(target: Vec): (point: Vec) => boolean {
  let least = Number.POSITIVE_INFINITY;
  return (point) => {
    const away = distance(point, target);
    least = Math.min(least, away);
    return away < 5 || (away > least + 4 && least < 25) || away > least + 12;
  };
}

function branchesOf(domain: VeinDomain, style: VeinStyle): readonly Generation[] {
  const walk = (depthMm: number, sulcal: number): Generation["walk"] =>
    surfaceWalk(domain, style, { depthMm, sulcal, wiggle: 0.06 });
  return [
    { lengthMm: [12, 50], everyMm: [5, 11], angle: [40, 80], radiusShare: [0.4, 0.72], walk: walk(4, 0.6) },
    { lengthMm: [8, 26], everyMm: [5, 12], angle: [40, 80], radiusShare: [0.45, 0.75], walk: walk(11, 0.6) },
    { lengthMm: [5, 13], everyMm: [7, 18], angle: [40, 80], radiusShare: [0.55, 0.85], walk: walk(18, 0.6) },
  ];
}

interface SurfaceCourse {
  /** The depth in a sulcus that the path is drawn to; 0 keeps it on the surface that bridges the sulci. */
  readonly depthMm: number;
  /** How strongly it is drawn to the middle of a sulcus. */
  readonly sulcal: number;
  readonly wiggle: number;
  readonly target?: Vec;
}

/** How strongly a trunk is drawn to its target, rad/mm. */
const TARGET_PULL = 0.06;

/** How strongly a branch is drawn to its depth, rad/mm, and up to 2.5 times as much back to it. */
const DIVE_PULL = 0.12;

function surfaceWalk(
  domain: VeinDomain,
  style: VeinStyle,
  { depthMm, sulcal, wiggle, target }: SurfaceCourse,
): Pick<Walk, "wiggle" | "allowed" | "surface" | "steer"> {
  const gradient: Vec = [0, 0, 0];
  const add = (out: Vec, factor: number, vector: Vec): void => {
    for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + factor * (vector[axis] as number);
  };
  return {
    wiggle: wiggle * style.wiggle,
    allowed: CORTICAL_GROUPS,
    surface:
      depthMm === 0
        ? { distanceMm: domain.depthMm, rangeMm: [-1.6, 0.1] }
        : { distanceMm: domain.brainMm, rangeMm: [-0.2, 0.9] },
    steer: (point, _, out) => {
      const fluid = sampleField(domain, domain.fluid, point, gradient);
      add(out, sulcal * (1 - fluid), gradient);
      if (depthMm > 0) {
        const missing = depthMm - sampleField(domain, domain.depthMm, point, gradient);
        add(out, DIVE_PULL * Math.max(-2.5, Math.min(1, missing / 3)), gradient);
      }
      if (target !== undefined) add(out, TARGET_PULL, unit(plus(target, point, -1)));
    },
  };
}
