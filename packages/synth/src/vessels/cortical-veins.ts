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

/**
 * A vein of the brain's surface: from a sinus over gyri and along sulci, with branches into the sulci.
 *
 * @internal
 */
export function growCorticalTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("cortical");
  const course = courseOf(domain, plan, rng);
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
  const tipRadiusMm = 0.2 * style.radiusScale;
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
    { lengthMm: [12, 50], everyMm: [5, 11], angle: [40, 80], radiusShare: [0.35, 0.65], walk: walk(5, 0.6) },
    { lengthMm: [8, 26], everyMm: [5, 12], angle: [40, 80], radiusShare: [0.45, 0.75], walk: walk(16, 0.8) },
    { lengthMm: [5, 13], everyMm: [7, 18], angle: [40, 80], radiusShare: [0.55, 0.85], walk: walk(25, 0.8) },
  ];
}

interface SurfaceCourse {
  /** How deep into a sulcus the path may go; 0 keeps it on the surface that bridges the sulci. */
  readonly depthMm: number;
  /** How strongly it is drawn to the middle of a sulcus. */
  readonly sulcal: number;
  readonly wiggle: number;
  readonly target?: Vec;
}

/** How strongly a trunk is drawn to its target, rad/mm. */
const TARGET_PULL = 0.05;

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
    allowed: ALLOWED,
    surface:
      depthMm === 0
        ? { distanceMm: domain.depthMm, rangeMm: [-1.6, 0.1] }
        : { distanceMm: domain.brainMm, rangeMm: [0.1, 1.2] },
    steer: (point, _, out) => {
      const fluid = sampleField(domain, domain.fluid, point, gradient);
      add(out, sulcal * (1 - fluid), gradient);
      if (depthMm > 0) {
        const depth = sampleField(domain, domain.depthMm, point, gradient);
        add(out, -0.3 * Math.min(1, Math.max(0, (depth - depthMm) / 3)), gradient);
      }
      if (target !== undefined) add(out, TARGET_PULL, unit(plus(target, point, -1)));
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
  readonly sulcal: number;
  readonly wiggle: number;
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
    lengthMm: 75,
    radiusMm: 0.95,
    depthMm: 0,
    sulcal: 0.25,
    wiggle: 0.045,
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
    sulcal: 0.4,
    wiggle: 0.05,
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
    lengthMm: 50,
    radiusMm: 0.8,
    depthMm: 0,
    sulcal: 0.25,
    wiggle: 0.045,
  };
}

/** From the sinus before the temporal lobe along the side fissure, to the base of the frontal lobe or to the temporal pole. */
function sylvianCourse(domain: VeinDomain, side: Side, rng: Rng): Course {
  const { sylvian, sphenoparietal } = ofSide(domain.landmarks, side);
  const start = plus(sphenoparietal, [0, rng.normal(0, 1.5), rng.normal(0, 1.5)]);
  const reaches: readonly Vec[] = [
    [0, rng.uniform(-30, -12), rng.uniform(2, 16)],
    [-10 * side, rng.uniform(22, 40), rng.uniform(-8, 8)],
    [-4 * side, rng.uniform(-14, 6), rng.uniform(-32, -20)],
  ];
  const target = plus(sylvian, reaches[rng.integer(0, 2)] as Vec);
  const direction = plus(unit(plus(target, start, -1)), [0.8 * side, 0, 0]);
  return { start, direction, target, lengthMm: 70, radiusMm: 0.8, depthMm: 14, sulcal: 0.8, wiggle: 0.05 };
}

function sagittalReach({ landmarks }: VeinDomain): { readonly frontMm: number; readonly backMm: number } {
  const ys = landmarks.sagittal.map((point) => point[1]);
  return { frontMm: Math.max(...ys), backMm: Math.min(...ys) };
}
