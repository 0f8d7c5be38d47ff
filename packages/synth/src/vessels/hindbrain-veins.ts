import type { Rng } from "@cmb/core";
import { type Generation, growBranches } from "./grow-branches.js";
import { plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import { alongLine, ofSide } from "./vein-landmarks.js";
import type { TreePlan, VeinCourse, VeinStyle } from "./vein-style.js";
import { walkPath } from "./walk-path.js";

/**
 * A vein of the cerebellum: from the sinuses of the tentorium over its surface, with branches along the folia.
 *
 * @internal
 */
export function growCerebellarTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("cerebellar");
  const course = cerebellarCourse(domain, plan, rng);
  const { start, direction, target, lengthMm } = course;
  const walk = surfaceWalk(domain, style, domain.cerebellumMm);
  const steer: typeof walk.steer = (point, along, out) => {
    walk.steer(point, along, out);
    const heading = unit(plus(target, point, -1));
    for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + 0.1 * (heading[axis] as number);
  };
  const path = walkPath(domain, { ...walk, steer, start, direction, lengthMm }, rng);
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: -1,
      radiusMm: style.radiusScale * course.radiusMm,
      tipRadiusMm: 0.2 * style.radiusScale,
      generations: [
        // Along the folia, across the stem.
        { lengthMm: [8, 24], everyMm: [4, 9], angle: [65, 95], radiusShare: [0.45, 0.75], walk },
        { lengthMm: [4, 10], everyMm: [6, 12], angle: [50, 90], radiusShare: [0.5, 0.8], walk },
      ],
    },
  );
  return sketch;
}

/**
 * The course of a vein of the cerebellum.
 *
 * @internal
 */
export function cerebellarCourse(domain: VeinDomain, { site, side, share }: TreePlan, rng: Rng): VeinCourse {
  const { landmarks } = domain;
  const { groove, cerebellum } = ofSide(landmarks, side);
  const spread = (): number => rng.normal(0, 5);
  const radiusMm = rng.uniform(0.4, 0.75);
  if (site === "vermis") {
    const target = plus(cerebellum, [-16 * side, -20 + spread(), 8]);
    const towards = plus(cerebellum, [-14 * side, 0, 0]);
    const start = reaching(domain, domain.cerebellumMm, plus(landmarks.galen, [1.5 * side, -2, -3]), towards);
    return { start, direction: [0.15 * side, -0.6, -0.6], target, lengthMm: rng.uniform(20, 42), radiusMm };
  }
  const { point } = alongLine(groove, 0.05 + 0.85 * share);
  const away: Vec = site === "superior" ? [-6 * side, 14, 16] : [-6 * side, 2, -22];
  const target = plus(plus(cerebellum, away), [spread(), spread(), 0]);
  const start = reaching(domain, domain.cerebellumMm, point, cerebellum);
  const direction = unit(plus(unit(plus(target, start, -1)), [0, 0, site === "superior" ? 0.5 : -0.6]));
  return { start, direction, target, lengthMm: rng.uniform(24, 50), radiusMm };
}

/**
 * A vein on the brain stem: around the pons or along it.
 *
 * @internal
 */
export function growBrainstemTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("brainstem");
  const course = brainstemCourse(domain, plan, rng);
  const walk = surfaceWalk(domain, style, domain.brainstemMm);
  const path = walkPath(domain, { ...walk, ...course }, rng);
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: -1,
      radiusMm: style.radiusScale * course.radiusMm,
      tipRadiusMm: 0.15 * style.radiusScale,
      generations: [{ lengthMm: [4, 12], everyMm: [5, 12], angle: [50, 90], radiusShare: [0.5, 0.8], walk }],
    },
  );
  return sketch;
}

/**
 * The course of a vein of the brain stem.
 *
 * @internal
 */
export function brainstemCourse(domain: VeinDomain, { site, side, share }: TreePlan, rng: Rng): VeinCourse {
  const { landmarks } = domain;
  const { thalamus } = ofSide(landmarks, side);
  const axis: Vec = [landmarks.midlineMm, thalamus.centre[1] + 2, thalamus.centre[2] - 18 - 34 * share];
  const start = surfaceAlong(domain, axis, site === "along" ? [0.15 * side, 1, 0] : [side, 0.25, 0]);
  const direction: Vec =
    site === "along" ? [0, 0, rng.uniform() < 0.5 ? -1 : 1] : unit([-0.3 * side, 1, rng.normal(0, 0.2)]);
  const lengthMm = rng.uniform(10, 26);
  return { start, direction, lengthMm, target: plus(start, direction, lengthMm), radiusMm: rng.uniform(0.25, 0.5) };
}

/** Where a vein of the hindbrain may run. The cortex of the occipital lobe lies on the cerebellum in label maps. @internal */
export const HINDBRAIN_GROUPS: number = GROUP.fluid | GROUP.cerebellum | GROUP.brainstem | GROUP.sinus | GROUP.cortex;

function surfaceWalk(domain: VeinDomain, style: VeinStyle, distanceMm: Float32Array): Generation["walk"] {
  const gradient: Vec = [0, 0, 0];
  return {
    wiggle: 0.06 * style.wiggle,
    allowed: HINDBRAIN_GROUPS,
    surface: { distanceMm, rangeMm: [-0.9, 0.4] },
    steer: (point, _, out) => {
      const fluid = sampleField(domain, domain.fluid, point, gradient);
      const along = 0.06 * (1 - fluid);
      for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + along * (gradient[axis] as number);
    },
  };
}

/** The first point of a way at which a surface is reached; the end where it is not. */
function reaching(domain: VeinDomain, distanceMm: Float32Array, from: Vec, to: Vec): Vec {
  const gradient: Vec = [0, 0, 0];
  const way = plus(to, from, -1);
  const steps = Math.ceil(Math.hypot(...way) / 0.5);
  for (let n = 0; n < steps; n++) {
    const point = plus(from, way, n / steps);
    if (sampleField(domain, distanceMm, point, gradient) < 0.3) return point;
  }
  return to;
}

/** The first point outside of the brain stem along a ray from its axis. */
function surfaceAlong(domain: VeinDomain, from: Vec, direction: Vec): Vec {
  const gradient: Vec = [0, 0, 0];
  const ray = unit(direction);
  for (let away = 2; away < 30; away += 0.5) {
    const point = plus(from, ray, away);
    if (sampleField(domain, domain.brainstemMm, point, gradient) > 0) return point;
  }
  return plus(from, ray, 14);
}
