import type { Rng } from "@cmb/core";
import { type Generation, growBranches } from "./grow-branches.js";
import { distance, plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { createTreeSketch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { GROUP } from "./vein-groups.js";
import { ofSide, SIDES, type Side } from "./vein-landmarks.js";
import type { TreePlan, VeinStyle } from "./vein-style.js";
import { STEP_MM, smoothPath } from "./walk-path.js";

interface Context {
  readonly domain: VeinDomain;
  readonly sketch: TreeSketch;
  readonly style: VeinStyle;
  readonly rng: Rng;
}

/**
 * The deep veins, one tree: straight sinus, great vein, on each side the internal cerebral vein with the septal and
 * thalamostriate veins that follow the ventricle, and the basal vein around the midbrain.
 *
 * @internal
 */
export function growDeepTree(domain: VeinDomain, _plan: TreePlan, style: VeinStyle, rng: Rng): TreeSketch {
  const sketch = createTreeSketch("deep");
  const context = { domain, sketch, style, rng };
  const { landmarks } = domain;
  const { confluence, galen, midlineMm } = landmarks;
  const middle: Vec = [midlineMm, 0.5 * (confluence[1] + galen[1]), 0.55 * galen[2] + 0.45 * confluence[2]];
  const straight = curve(context, [confluence, middle, plus(galen, [0, -3, -1])], 0.5);
  const sinus = stem(context, straight, { parent: -1, radiiMm: [2, 1.7] });
  const end = plus(galen, [rng.normal(0, 0.4), 3, 1.5]);
  const great = curve(context, [straight.at(-1) as Vec, end], 0);
  const vein = stem(context, great, { parent: sinus, radiiMm: [1.8, 1.5] });
  for (const side of SIDES) {
    growInternalVein(context, { side, from: end, parent: vein });
    growBasalVein(context, { side, from: end, parent: vein });
  }
  return sketch;
}

interface Start {
  readonly side: Side;
  readonly from: Vec;
  readonly parent: number;
}

/** In the roof of the third ventricle, to the foramen, and on along the ventricle. */
function growInternalVein(context: Context, { side, from, parent }: Start): void {
  const { domain, rng } = context;
  const { midlineMm } = domain.landmarks;
  const { foramen, thalamus, ridge } = ofSide(domain.landmarks, side);
  const besides = (mm: number): number => midlineMm + side * mm;
  const middle: Vec = [besides(2.2), thalamus.centre[1], thalamus.topMm + 1.5];
  // Up over the back of the thalami, then forwards.
  const back: Vec = [besides(1.6), from[1] + 6, Math.max(from[2], thalamus.topMm - 3)];
  const internal = smoothPath(curve(context, [from, back, middle, foramen], 0.5));
  const last = stem(context, internal, { parent, radiiMm: [1.25, 0.85], generations: [nuclearBranches(context)] });
  const junction = internal.at(-1) as Vec;
  const outer = ridge.findIndex((point) => point[1] < foramen[1] - 4);
  const behind = ridge.slice(Math.max(0, outer)).filter((_, n) => n % 6 === 0);
  const along = behind.slice(0, Math.max(3, Math.round(behind.length * rng.uniform(0.55, 0.9))));
  const lateral: Vec = [besides(8), foramen[1] - 1, foramen[2] + 3];
  const thalamostriate = onWall(domain, curve(context, [junction, lateral, ...along], 0.7));
  stem(context, thalamostriate, { parent: last, radiiMm: [0.62, 0.25], generations: [nuclearBranches(context)] });
  const ahead = ridge
    .slice(0, Math.max(0, outer))
    .reverse()
    .filter((_, n) => n % 6 === 2);
  if (ahead.length > 1) {
    const caudate = onWall(domain, curve(context, [junction, plus(foramen, [3 * side, 5, 3]), ...ahead], 0.7));
    stem(context, caudate, { parent: last, radiiMm: [0.45, 0.2], generations: [nuclearBranches(context)] });
  }
  const front = ridge[0] ?? foramen;
  const septal = [
    junction,
    plus(foramen, [0, 6, 2]),
    [besides(3.5), 0.5 * (foramen[1] + front[1]), foramen[2] + 3] as Vec,
  ];
  const alongSeptum = curve(context, [...septal, [besides(6), front[1] - 2, foramen[2] + 1]], 0.6);
  stem(context, onWall(domain, alongSeptum), {
    parent: last,
    radiiMm: [0.5, 0.22],
    generations: [],
  });
}

/** From the great vein around the midbrain, forwards to the base. */
function growBasalVein(context: Context, { side, from, parent }: Start): void {
  const { domain } = context;
  const { midlineMm } = domain.landmarks;
  const { thalamus } = ofSide(domain.landmarks, side);
  const besides = (mm: number): number => midlineMm + side * mm;
  const floor = thalamus.centre[2];
  const points: Vec[] = [
    from,
    [besides(9), thalamus.backMm - 1, floor - 5],
    [besides(16), thalamus.backMm + 8, floor - 11],
    [besides(17), thalamus.centre[1] + 5, floor - 16],
    [besides(12), thalamus.frontMm + 3, floor - 20],
    [besides(14), thalamus.frontMm + 12, floor - 20],
  ];
  stem(context, curve(context, points, 0.8), {
    parent,
    radiiMm: [0.95, 0.3],
    generations: [nuclearBranches(context)],
  });
}

/** Small veins of thalamus, caudate and lentiform nucleus. */
function nuclearBranches({ domain, style }: Context): Generation {
  return {
    lengthMm: [6, 20],
    everyMm: [4, 10],
    angle: [40, 90],
    radiusShare: [0.2, 0.42],
    tipRadiusMm: 0.16 * style.radiusScale,
    walk: {
      wiggle: 0.06 * style.wiggle,
      allowed: GROUP.nuclei | GROUP.white,
      steer: (_point, _direction, out) => {
        // Upwards, as most veins of the nuclei go.
        out[2] += 0.02 * domain.spacingMm[2];
      },
    },
  };
}

interface Calibre {
  readonly parent: number;
  /** At the root and at the tip. */
  readonly radiiMm: readonly [number, number];
  readonly generations?: readonly Generation[];
}

/** Adds a stem with its branches; the number of its last piece. */
function stem({ domain, sketch, style, rng }: Context, path: readonly Vec[], calibre: Calibre): number {
  const first = sketch.radiiMm.length;
  const scale = style.radiusScale * rng.uniform(0.85, 1.15);
  growBranches(
    { domain, sketch, rng },
    {
      path,
      parent: calibre.parent,
      radiusMm: scale * calibre.radiiMm[0],
      tipRadiusMm: scale * calibre.radiiMm[1],
      generations: calibre.generations ?? [],
    },
  );
  return first + path.length - 2;
}

/** A path with what lies within the ventricle drawn to its wall, and the root left where it is. */
function onWall(domain: VeinDomain, path: readonly Vec[]): Vec[] {
  const gradient: Vec = [0, 0, 0];
  let current = [...path];
  for (let round = 0; round < 12; round++) {
    const moved = current.map((point, n): Vec => {
      const inside = Math.max(0, -0.4 - sampleField(domain, domain.ventricleMm, point, gradient));
      return n === 0 || inside === 0 ? point : plus(point, unit(gradient), Math.min(1, inside));
    });
    current = smoothPath(moved);
  }
  return current;
}

/** A smooth curve through points that are each moved at random, in steps of a walk. */
function curve({ rng, style }: Context, through: readonly Vec[], spreadMm: number): Vec[] {
  const spread = spreadMm * Math.min(2, style.wiggle);
  const points = through.map((point, n) =>
    n === 0 ? point : plus(point, [rng.normal(0, spread), rng.normal(0, spread), rng.normal(0, spread)]),
  );
  const path: Vec[] = [];
  for (let n = 0; n + 1 < points.length; n++) {
    const from = points[n] as Vec;
    const to = points[n + 1] as Vec;
    const before = points[n - 1] ?? from;
    const after = points[n + 2] ?? to;
    const steps = Math.max(1, Math.round(distance(from, to) / STEP_MM));
    for (let s = 0; s < steps; s++) path.push(catmullRom([before, from, to, after], s / steps));
  }
  path.push(points.at(-1) as Vec);
  return path;
}

function catmullRom([a, b, c, d]: readonly [Vec, Vec, Vec, Vec], t: number): Vec {
  const out: Vec = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    const [p, q, r, s] = [a[axis], b[axis], c[axis], d[axis]] as [number, number, number, number];
    out[axis] = 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
  }
  return out;
}
