import type { Rng } from "@cmb/core";
import { type Generation, growBranches } from "./grow-branches.js";
import { plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import { alongLine, ofSide } from "./vein-landmarks.js";
import type { TreePlan, VeinStyle } from "./vein-style.js";
import { walkPath } from "./walk-path.js";

/**
 * A vein of the cerebellum: from the sinuses of the tentorium over its surface, with branches along the folia.
 *
 * @internal
 */
export function growCerebellarTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("cerebellar");
  const { landmarks } = domain;
  const { side } = plan;
  const { groove, thalamus } = ofSide(landmarks, side);
  const vermian = plan.site === "vermis";
  const start: Vec = vermian
    ? plus(landmarks.galen, [1.5 * side, -3, -4])
    : plus(alongLine(groove, 0.05 + 0.8 * plan.share).point, [0, 2, 0]);
  const middle: Vec = [landmarks.midlineMm + 14 * side, thalamus.backMm - 2, thalamus.centre[2] - 22];
  const inferior = plan.site === "inferior";
  const heading = unit(plus(plus(middle, start, -1), [0, 0, inferior ? -22 : 10]));
  const direction: Vec = vermian ? [0.15 * side, -0.9, -0.4] : inferior ? [0, 0.1, -1] : heading;
  const walk = surfaceWalk(domain, style, domain.cerebellumMm);
  const lengthMm = vermian ? rng.uniform(18, 40) : rng.uniform(22, 48);
  const path = walkPath(domain, { ...walk, start, direction, lengthMm }, rng);
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: -1,
      radiusMm: style.radiusScale * rng.uniform(0.4, 0.75),
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
 * A vein on the brain stem: around the pons or along it.
 *
 * @internal
 */
export function growBrainstemTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("brainstem");
  const { landmarks } = domain;
  const { side } = plan;
  const { thalamus } = ofSide(landmarks, side);
  const axis: Vec = [landmarks.midlineMm, thalamus.centre[1] + 2, thalamus.centre[2] - 18 - 34 * plan.share];
  const start = surfaceAlong(domain, axis, plan.site === "along" ? [0.15 * side, 1, 0] : [side, 0.25, 0]);
  const direction: Vec =
    plan.site === "along" ? [0, 0, rng.uniform() < 0.5 ? -1 : 1] : [-0.3 * side, 1, rng.normal(0, 0.2)];
  const walk = surfaceWalk(domain, style, domain.brainstemMm);
  const path = walkPath(domain, { ...walk, start, direction, lengthMm: rng.uniform(10, 26) }, rng);
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: -1,
      radiusMm: style.radiusScale * rng.uniform(0.25, 0.5),
      tipRadiusMm: 0.15 * style.radiusScale,
      generations: [{ lengthMm: [4, 12], everyMm: [5, 12], angle: [50, 90], radiusShare: [0.5, 0.8], walk }],
    },
  );
  return sketch;
}

function surfaceWalk(domain: VeinDomain, style: VeinStyle, distanceMm: Float32Array): Generation["walk"] {
  const gradient: Vec = [0, 0, 0];
  return {
    wiggle: 0.09 * style.wiggle,
    allowed: GROUP.fluid | GROUP.cerebellum | GROUP.brainstem | GROUP.sinus,
    surface: { distanceMm, rangeMm: [-0.6, 0.8] },
    steer: (point, _, out) => {
      const fluid = sampleField(domain, domain.fluid, point, gradient);
      const along = 0.6 * (1 - fluid);
      for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + along * (gradient[axis] as number);
    },
  };
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
