import type { Rng } from "@cmb/core";
import { growBranches } from "./grow-branches.js";
import { plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import { alongLine, ofSide } from "./vein-landmarks.js";
import type { TreePlan, VeinStyle } from "./vein-style.js";
import { type Walk, walkPath } from "./walk-path.js";

const ALLOWED = GROUP.white | GROUP.nuclei;
/** Half of the angle of the fan in which the veins of one place reach the ventricle. */
const FAN_DEGREES = 65;

/**
 * A vein of the white matter: from the upper outer edge of the ventricle outwards, straight, with few branches at small angles.
 *
 * @internal
 */
export function growMedullaryTree(domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("medullary");
  const { ridge } = ofSide(domain.landmarks, plan.side);
  const { point, direction: backwards } = alongLine(ridge, plan.share);
  const gradient: Vec = [0, 0, 0];
  // In the plane across the ventricle: 0 upwards and outwards, the fan to both sides of it.
  const angle = (rng.uniform(-FAN_DEGREES, FAN_DEGREES) * Math.PI) / 180 + Math.PI / 4;
  const across: Vec = [plan.side * Math.cos(angle), 0, Math.sin(angle)];
  const ends = 1 - 2 * plan.share;
  // Towards the poles at the ends of the ventricle.
  const direction = unit(plus(plus(across, backwards, -0.9 * ends ** 3), [0, rng.normal(0, 0.12), 0]));
  const surface = plus(point, direction, 1 - sampleField(domain, domain.ventricleMm, plus(point, direction), gradient));
  const walk: Generation = {
    wiggle: 0.035 * style.wiggle,
    allowed: ALLOWED,
    steer: (at, _, out) => {
      // Away from the ventricle, so that the fan stays one.
      sampleField(domain, domain.ventricleMm, at, gradient);
      for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) + 0.035 * (gradient[axis] as number);
    },
  };
  const start = firstIn(domain, surface, direction);
  const lengthMm = rng.uniform(12, 36);
  const path = walkPath(domain, { ...walk, start, direction, lengthMm }, rng);
  const radiusMm = style.radiusScale * Math.exp(rng.uniform(Math.log(0.2), Math.log(0.45)));
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: -1,
      radiusMm,
      tipRadiusMm: 0.15 * style.radiusScale,
      generations: [
        { lengthMm: [6, 18], everyMm: [5, 14], angle: [12, 34], radiusShare: [0.55, 0.85], walk },
        { lengthMm: [4, 10], everyMm: [6, 16], angle: [15, 40], radiusShare: [0.6, 0.9], walk },
      ],
    },
  );
  return sketch;
}

type Generation = Pick<Walk, "wiggle" | "allowed" | "surface" | "steer">;

/** The first point along a ray, within 5 mm, from which a vein may go on. */
function firstIn(domain: VeinDomain, point: Vec, direction: Vec): Vec {
  for (let away = 0; away < 5; away += 0.5) {
    const ahead = plus(point, direction, away);
    const index = ahead.map((value, axis) => Math.round(value / (domain.spacingMm[axis] as number)));
    const [i = 0, j = 0, k = 0] = index;
    const group = domain.groups[i + domain.shape[0] * (j + domain.shape[1] * k)] ?? 0;
    if ((group & ALLOWED) !== 0) return ahead;
  }
  return point;
}
