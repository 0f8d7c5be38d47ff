import type { Rng } from "@cmb/core";
import { growBranches } from "./grow-branches.js";
import { groupAt, plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import { alongLine, ofSide } from "./vein-landmarks.js";
import type { TreePlan, VeinCourse, VeinStyle } from "./vein-style.js";
import { type Walk, walkPath } from "./walk-path.js";

/** Where a vein of the white matter may run. @internal */
export const MEDULLARY_GROUPS: number = GROUP.white | GROUP.nuclei;
/** Half of the angle of the fan in which the veins of one place reach the ventricle. */
const FAN_DEGREES = 65;

/**
 * A vein of the white matter, straight, with few branches at small angles: from the upper outer edge of the ventricle
 * outwards, or from below the cortex inwards.
 *
 * @internal
 */
export function growMedullaryTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("medullary");
  const course = medullaryCourse(domain, plan, rng);
  if (course === undefined) return sketch;
  const gradient: Vec = [0, 0, 0];
  const walk: Generation = {
    wiggle: 0.025 * style.wiggle,
    allowed: MEDULLARY_GROUPS,
    steer: (at, _, out) => {
      // Away from the ventricle or towards it, so that the fan stays one.
      sampleField(domain, domain.ventricleMm, at, gradient);
      for (let axis = 0; axis < 3; axis++) {
        out[axis] = (out[axis] as number) + course.outwards * (gradient[axis] as number);
      }
    },
  };
  const path = walkPath(domain, { ...walk, ...course }, rng);
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: -1,
      radiusMm: style.radiusScale * course.radiusMm,
      tipRadiusMm: 0.15 * style.radiusScale,
      generations: [
        { lengthMm: [6, 18], everyMm: [5, 14], angle: [12, 34], radiusShare: [0.55, 0.85], walk },
        { lengthMm: [4, 10], everyMm: [6, 16], angle: [15, 40], radiusShare: [0.6, 0.9], walk },
      ],
    },
  );
  return sketch;
}

interface Course extends VeinCourse {
  /** Pull away from the ventricle, rad/mm. */
  readonly outwards: number;
}

/**
 * The course of a vein of the white matter; `undefined` where a head has no place for it.
 *
 * @internal
 */
export function medullaryCourse(domain: VeinDomain, plan: TreePlan, rng: Rng): Course | undefined {
  const course = plan.site === "cortex" ? fromCortex(domain, plan, rng) : fromVentricle(domain, plan, rng);
  if (course === undefined) return undefined;
  return { ...course, target: plus(course.start, course.direction, course.lengthMm) };
}

function fromVentricle(domain: VeinDomain, plan: TreePlan, rng: Rng): Omit<Course, "target"> {
  const { ridge } = ofSide(domain.landmarks, plan.side);
  const { point, direction: backwards } = alongLine(ridge, plan.share);
  // In the plane across the ventricle: 0 upwards and outwards, the fan to both sides of it.
  const angle = (rng.uniform(-FAN_DEGREES, FAN_DEGREES) * Math.PI) / 180 + Math.PI / 4;
  const across: Vec = [plan.side * Math.cos(angle), 0, Math.sin(angle)];
  // Towards the poles at the ends of the ventricle.
  const ends = 1 - 2 * plan.share;
  const direction = unit(plus(plus(across, backwards, -0.9 * ends ** 3), [0, rng.normal(0, 0.12), 0]));
  const gradient: Vec = [0, 0, 0];
  const wall = plus(point, direction, 1 - sampleField(domain, domain.ventricleMm, plus(point, direction), gradient));
  return {
    start: firstIn(domain, wall, direction),
    direction,
    lengthMm: rng.uniform(12, 36),
    radiusMm: Math.exp(rng.uniform(Math.log(0.2), Math.log(0.45))),
    outwards: 0.035,
  };
}

/** Draws places until one lies in the white matter just below the cortex. */
function fromCortex(domain: VeinDomain, { side }: TreePlan, rng: Rng): Omit<Course, "target"> | undefined {
  const { shape, spacingMm, landmarks } = domain;
  const [ni, nj, nk] = shape;
  const gradient: Vec = [0, 0, 0];
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const start: Vec = [
      rng.uniform(0, (ni - 1) * spacingMm[0]),
      rng.uniform(0, (nj - 1) * spacingMm[1]),
      rng.uniform(0, (nk - 1) * spacingMm[2]),
    ];
    if (side * (start[0] - landmarks.midlineMm) < 0 || groupAt(domain, start) !== GROUP.white) continue;
    const distanceMm = sampleField(domain, domain.brainMm, start, gradient);
    if (distanceMm < -6 || distanceMm > -2) continue;
    const inwards = unit(plus([0, 0, 0], gradient, -1));
    return {
      start: plus(start, inwards, -1),
      direction: inwards,
      lengthMm: rng.uniform(6, 22),
      radiusMm: Math.exp(rng.uniform(Math.log(0.16), Math.log(0.32))),
      outwards: -0.02,
    };
  }
  return undefined;
}

const MOST_TRIES = 5000;

type Generation = Pick<Walk, "wiggle" | "allowed" | "surface" | "steer">;

/** The first point along a ray, within 5 mm, from which a vein may go on. */
function firstIn(domain: VeinDomain, point: Vec, direction: Vec): Vec {
  for (let away = 0; away < 5; away += 0.5) {
    const ahead = plus(point, direction, away);
    if ((groupAt(domain, ahead) & MEDULLARY_GROUPS) !== 0) return ahead;
  }
  return point;
}
