import type { Rng } from "@cmb/core";
import { cross, dot, plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { addBranch, type TreeSketch } from "./tree-sketch.js";
import type { VeinDomain } from "./vein-domain.js";
import { STEP_MM, type Walk, walkPath } from "./walk-path.js";

/** How the branches of one generation grow. @internal */
export interface Generation {
  readonly lengthMm: readonly [number, number];
  /** mm of the parent from branch to branch. */
  readonly everyMm: readonly [number, number];
  /** Degrees to the parent. */
  readonly angle: readonly [number, number];
  /** Radius over that of the parent there. */
  readonly radiusShare: readonly [number, number];
  /** Where the branches end; as the parent unless given. */
  readonly tipRadiusMm?: number;
  readonly walk: Pick<Walk, "wiggle" | "allowed" | "surface" | "steer">;
}

/** A branch to be drawn, with those that leave it. */
interface Stem {
  readonly path: readonly Vec[];
  readonly parent: number;
  readonly radiusMm: number;
  readonly tipRadiusMm: number;
  /** What leaves it, then what leaves that, and so on. */
  readonly generations: readonly Generation[];
}

interface Site {
  readonly piece: number;
  readonly radiusMm: number;
}

/**
 * Adds a stem and its branches to a tree.
 *
 * Radii fall towards the tip, and where a branch leaves by Murray's law: the cube of the radius before it is the sum
 * of the cubes behind it.
 *
 * @internal
 */
export function growBranches(context: { domain: VeinDomain; sketch: TreeSketch; rng: Rng }, wanted: Stem): void {
  const { sketch, rng } = context;
  // No vein grows wider away from the sinus.
  const radiusMm = Math.min(wanted.radiusMm, sketch.radiiMm[wanted.parent] ?? wanted.radiusMm);
  const stem = { ...wanted, radiusMm, tipRadiusMm: Math.min(wanted.tipRadiusMm, radiusMm) };
  if (stem.path.length < 4) return;
  const generation = stem.generations[0];
  const sites = generation === undefined ? [] : drawSites(rng, generation, stem);
  const radii = radiiOf(stem, sites);
  const first = addBranch(sketch, stem.path, { parent: stem.parent, radiusMm: (n) => radii[n] as number });
  if (generation === undefined) return;
  let side = rng.uniform() < 0.5 ? -1 : 1;
  for (const site of sites) {
    side = rng.uniform() < 0.7 ? -side : side;
    const lengthMm = rng.uniform(...generation.lengthMm);
    const radiusMm = site.radiusMm;
    const start = stem.path[site.piece + 1] as Vec;
    const direction = branchDirection(context, generation, { stem, piece: site.piece, side });
    const path = walkPath(context.domain, { ...generation.walk, start, direction, lengthMm }, rng);
    const tipRadiusMm = Math.min(generation.tipRadiusMm ?? stem.tipRadiusMm, radiusMm);
    const generations = stem.generations.slice(1);
    growBranches(context, { path, parent: first + site.piece, radiusMm, tipRadiusMm, generations });
  }
}

function drawSites(rng: Rng, { everyMm, radiusShare, tipRadiusMm }: Generation, stem: Stem): Site[] {
  const sites: Site[] = [];
  const lengthMm = STEP_MM * (stem.path.length - 1);
  for (let at = 0.8 * rng.uniform(...everyMm); at < lengthMm - 1.5; at += rng.uniform(...everyMm)) {
    const parentMm = stem.radiusMm + (stem.tipRadiusMm - stem.radiusMm) * (at / lengthMm);
    const radiusMm = Math.max(tipRadiusMm ?? stem.tipRadiusMm, parentMm * rng.uniform(...radiusShare));
    sites.push({ piece: Math.floor(at / STEP_MM), radiusMm: Math.min(radiusMm, 0.95 * parentMm) });
  }
  return sites;
}

/** From the root to the tip: less by Murray's law behind each branch, and evenly less besides, so as to end at the tip's. */
function radiiOf({ path, radiusMm, tipRadiusMm }: Stem, sites: readonly Site[]): number[] {
  const pieces = path.length - 1;
  const left = new Float64Array(pieces).fill(1);
  let cubes = 1;
  let next = 0;
  for (let n = 0; n < pieces; n++) {
    left[n] = Math.cbrt(cubes);
    for (; sites[next]?.piece === n; next++) {
      cubes = Math.max(0.02, cubes - ((sites[next]?.radiusMm ?? 0) / radiusMm) ** 3);
    }
  }
  const end = Math.min(1, tipRadiusMm / (radiusMm * Math.cbrt(cubes)));
  return Array.from(left, (share, n) => Math.max(tipRadiusMm, radiusMm * share * end ** ((n / pieces) ** 2)));
}

function branchDirection(
  { domain, rng }: { domain: VeinDomain; rng: Rng },
  { angle, walk }: Generation,
  { stem, piece, side }: { readonly stem: Stem; readonly piece: number; readonly side: number },
): Vec {
  const from = stem.path[Math.max(0, piece - 2)] as Vec;
  const to = stem.path[Math.min(stem.path.length - 1, piece + 3)] as Vec;
  const along = unit(plus(to, from, -1));
  let aside: Vec;
  if (walk.surface === undefined) {
    const any: Vec = [rng.normal(), rng.normal(), rng.normal()];
    aside = unit(plus(any, along, -dot(any, along)));
  } else {
    const gradient: Vec = [0, 0, 0];
    sampleField(domain, walk.surface.distanceMm, to, gradient);
    aside = plus([0, 0, 0], unit(cross(unit(gradient), along)), side);
  }
  const radians = (rng.uniform(...angle) * Math.PI) / 180;
  return plus(plus([0, 0, 0], along, Math.cos(radians)), aside, Math.sin(radians));
}
