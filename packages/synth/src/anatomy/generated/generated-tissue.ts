import { textureAt } from "../texture.js";
import { tissueIndex } from "../tissue.js";
import { cerebellarTissue } from "./cerebellum.js";
import { cerebralTissue } from "./cerebrum.js";
import { duralTissue, isTentorium } from "./dural-tissue.js";
import { FRONT_PARTS, tissueOfFirst } from "./head-parts.js";
import type { HeadPlan } from "./head-plan.js";
import { latticeAt } from "./lattice.js";
import { outerTissue } from "./outer-tissue.js";

const AIR = tissueIndex("air");
const CSF = tissueIndex("csf");
const TENTORIUM = tissueIndex("tentorium");
const BEND_MM = 31;

type Triple = readonly [number, number, number];

/**
 * The tissue at a point of a generated head.
 *
 * @param point - mm of an adult head: origin at the anterior commissure, axes right, front, top
 * @returns index into `TISSUES`
 * @internal
 */
export function generatedTissue(plan: HeadPlan, [px, py, pz]: Triple): number {
  const { surfaces, texture, bendMm } = plan;
  if (latticeAt(surfaces.outer, Math.abs(px), py, pz) > 3 * bendMm) return AIR;
  // Nothing in a head is as regular as a drawing; the two sides differ, too.
  const x = px + 0.7 * bendMm * textureAt(texture, px / BEND_MM, py / BEND_MM, pz / BEND_MM);
  const y = py + bendMm * textureAt(texture, px / BEND_MM + 9, py / BEND_MM, pz / BEND_MM);
  const z = pz + bendMm * textureAt(texture, px / BEND_MM + 19, py / BEND_MM, pz / BEND_MM);
  const outer = latticeAt(surfaces.outer, Math.abs(x), y, z);
  if (outer > 0) return AIR;
  const cavity = latticeAt(surfaces.cavity, Math.abs(x), y, z);
  if (cavity > 0) return outerTissue(plan, [x, y, z], { depthMm: -outer, fromCavityMm: cavity });
  return innerTissue(plan, [x, y, z], -cavity);
}

function innerTissue(plan: HeadPlan, point: Triple, depthMm: number): number {
  const [x, y, z] = point;
  const side = Math.abs(x);
  const { parts, surfaces } = plan;
  const dural = duralTissue(parts.sinuses.near(side, y, z), [side, y, z], depthMm);
  if (dural >= 0) return dural;
  const cerebrum = latticeAt(surfaces.cerebrum, side, y, z);
  if (cerebrum > -0.5 && isTentorium(side, y, z)) return TENTORIUM;
  const deep = deepTissue(plan, side, y, z);
  if (deep >= 0) return deep;
  if (cerebrum < 0) return cerebralTissue(plan, point, -cerebrum);
  const cerebellum = latticeAt(surfaces.cerebellum, side, y, z);
  if (cerebellum < 0) return cerebellarTissue(plan, point, -cerebellum);
  const artery = tissueOfFirst(parts.arteries.near(side, y, z), side, y, z);
  return artery >= 0 ? artery : CSF;
}

/** Ventricles, nuclei and brainstem, innermost first; -1 elsewhere. */
function deepTissue({ parts, ventricleWideningMm }: HeadPlan, side: number, y: number, z: number): number {
  const front = tissueOfFirst(FRONT_PARTS, side, y, z);
  if (front >= 0) return front;
  // The ventricles of the hindbrain and the third one hardly widen.
  const widening = ventricleWideningMm * (z < -10 && side < 10 ? 0.15 : side < 3 ? 0.3 : 1);
  for (const ventricle of parts.ventricles.near(side, y, z)) {
    if (ventricle.distance(side, y, z) >= widening) continue;
    const plexus = tissueOfFirst(parts.plexus.near(side, y, z), side, y, z);
    return plexus >= 0 ? plexus : ventricle.tissue;
  }
  return tissueOfFirst(parts.deep.near(side, y, z), side, y, z);
}
