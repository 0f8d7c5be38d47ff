import type { Rng } from "@cmb/core";
import { type Generation, growBranches } from "./grow-branches.js";
import { distance, plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import { alongLine, ofSide, type Side } from "./vein-landmarks.js";
import type { TreePlan, VeinStyle } from "./vein-style.js";
import { type Walk, walkPath } from "./walk-path.js";

const ALLOWED = GROUP.fluid | GROUP.cortex | GROUP.sinus;

/** Numbers of trees in one half of a head at density 1, and where they drain to. */
export const CORTICAL_TREES = { sagittal: 11, medial: 5, groove: 5, sylvian: 2 } as const;

/**
 * A vein of the brain's surface: from a sinus over gyri and along sulci, with branches into the sulci.
 *
 * @internal
 */
export function growCorticalTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("cortical");
  const course = courseOf(domain, plan, rng);
  const radiusMm = style.radiusScale * course.radiusMm * rng.uniform(0.8, 1.15);
  const trunk = surfaceWalk(domain, style, { depthMm: course.depthMm, target: course.target, pull: 0.1 });
  const path = walkPath(
    domain,
    {
      ...trunk,
      start: course.start,
      direction: course.direction,
      lengthMm: course.lengthMm * rng.uniform(0.75, 1.25),
      arrived: (point) => distance(point, course.target) < 6,
    },
    rng,
  );
  const tipRadiusMm = 0.2 * style.radiusScale;
  growBranches(
    { domain, sketch, rng },
    { path, parent: -1, radiusMm, tipRadiusMm, generations: branchesOf(domain, style) },
  );
  return sketch;
}

function branchesOf(domain: VeinDomain, style: VeinStyle): readonly Generation[] {
  const walk = (depthMm: number): Generation["walk"] => surfaceWalk(domain, style, { depthMm });
  return [
    { lengthMm: [14, 44], everyMm: [6, 15], angle: [45, 85], radiusShare: [0.45, 0.8], walk: walk(9) },
    { lengthMm: [8, 26], everyMm: [6, 16], angle: [40, 90], radiusShare: [0.5, 0.8], walk: walk(20) },
    { lengthMm: [5, 14], everyMm: [7, 18], angle: [40, 90], radiusShare: [0.55, 0.85], walk: walk(30) },
  ];
}

interface SurfaceCourse {
  /** How deep into a sulcus the path may go. */
  readonly depthMm: number;
  readonly target?: Vec;
  /** How strongly it is drawn to the target, rad/mm. */
  readonly pull?: number;
}

function surfaceWalk(
  domain: VeinDomain,
  style: VeinStyle,
  { depthMm, target, pull = 0 }: SurfaceCourse,
): Pick<Walk, "wiggle" | "allowed" | "surface" | "steer"> {
  const gradient: Vec = [0, 0, 0];
  return {
    wiggle: 0.09 * style.wiggle,
    allowed: ALLOWED,
    surface: { distanceMm: domain.brainMm, rangeMm: [0.1, 1.1] },
    steer: (point, _, out) => {
      // Into the middle of the sulcus, and so along it.
      const fluid = sampleField(domain, domain.fluid, point, gradient);
      const along = 1.4 * (1 - fluid);
      for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + along * (gradient[axis] as number);
      const depth = sampleField(domain, domain.depthMm, point, gradient);
      const beyond = Math.min(1, Math.max(0, (depth - depthMm) / 3));
      for (let axis = 0; axis < 3; axis++)
        out[axis] = (out[axis] as number) - 0.35 * beyond * (gradient[axis] as number);
      if (target === undefined) return;
      const heading = unit(plus(target, point, -1));
      for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + pull * (heading[axis] as number);
    },
  };
}

interface Course {
  readonly start: Vec;
  readonly direction: Vec;
  readonly target: Vec;
  readonly lengthMm: number;
  readonly radiusMm: number;
  readonly depthMm: number;
}

function courseOf(domain: VeinDomain, { site, side, share }: TreePlan, rng: Rng): Course {
  if (site === "medial") return medialCourse(domain, side, share, rng);
  if (site === "groove") return grooveCourse(domain, side, share, rng);
  if (site === "sylvian") return sylvianCourse(domain, side, rng);
  return sagittalCourse(domain, side, share, rng);
}

/** From the superior sagittal sinus over the convexity, against the flow in the sinus further back. */
function sagittalCourse(domain: VeinDomain, side: Side, share: number, rng: Rng): Course {
  const { landmarks } = domain;
  const { sylvian } = ofSide(landmarks, side);
  const { point, direction } = alongLine(landmarks.sagittal, 0.03 + 0.9 * share);
  const reach = sagittalReach(domain);
  // Those of the front lie across, those further back come from behind.
  const backwards = 0.25 + 0.7 * Math.sin(Math.PI * Math.min(1, 1.25 * share));
  const target: Vec = [
    sylvian[0],
    reach.frontMm + (reach.backMm - reach.frontMm) * (0.12 + 0.72 * share) + rng.normal(0, 6),
    sylvian[2] + rng.uniform(2, 26) - 18 * Math.max(0, share - 0.7),
  ];
  return {
    start: plus(point, [1.5 * side, 0, 0]),
    direction: plus(plus([side, 0, 0], direction, backwards * rng.uniform(0.5, 1.1)), [0, 0, 0.1]),
    target,
    lengthMm: 62,
    radiusMm: 0.95,
    depthMm: 4,
  };
}

/** Between the hemispheres, down from the sinus. */
function medialCourse(domain: VeinDomain, side: Side, share: number, rng: Rng): Course {
  const { landmarks } = domain;
  const { point, direction } = alongLine(landmarks.sagittal, 0.12 + 0.75 * share);
  const { thalamus } = ofSide(landmarks, side);
  const target: Vec = [
    landmarks.midlineMm + 3 * side,
    thalamus.centre[1] + 0.4 * (point[1] - thalamus.centre[1]),
    thalamus.topMm + 18,
  ];
  const inwards = unit(plus(target, point, -1));
  return {
    start: plus(point, [1 * side, 0, -1]),
    direction: plus(inwards, direction, rng.uniform(-0.2, 0.7)),
    target,
    lengthMm: 36,
    radiusMm: 0.7,
    depthMm: 60,
  };
}

/** From the transverse sinus upwards over the temporal and occipital lobe. */
function grooveCourse(domain: VeinDomain, side: Side, share: number, rng: Rng): Course {
  const { landmarks } = domain;
  const { groove, sylvian } = ofSide(landmarks, side);
  const { point, direction } = alongLine(groove, 0.1 + 0.75 * share);
  const target: Vec = [sylvian[0], point[1] + rng.uniform(5, 40), sylvian[2] + rng.uniform(-8, 18)];
  return {
    start: plus(point, [0, 0, 1]),
    direction: plus(plus([0.4 * side, 0, 0.9], direction, rng.uniform(-0.3, 0.5)), [0, 0, 0]),
    target,
    lengthMm: 46,
    radiusMm: 0.8,
    depthMm: 5,
  };
}

/** Along the side fissure from the sinus before the temporal lobe. */
function sylvianCourse(domain: VeinDomain, side: Side, rng: Rng): Course {
  const { sylvian, sphenoparietal } = ofSide(domain.landmarks, side);
  const target = plus(sylvian, [0, rng.uniform(-30, -12), rng.uniform(2, 16)]);
  const start = plus(sphenoparietal, [0, rng.normal(0, 1.5), rng.normal(0, 1.5)]);
  return { start, direction: [side, 0.15, 0.3], target, lengthMm: 70, radiusMm: 0.85, depthMm: 12 };
}

function sagittalReach({ landmarks }: VeinDomain): { readonly frontMm: number; readonly backMm: number } {
  const ys = landmarks.sagittal.map((point) => point[1]);
  return { frontMm: Math.max(...ys), backMm: Math.min(...ys) };
}
