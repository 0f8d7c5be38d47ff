import { textureAt } from "../texture.js";
import { tissueIndex } from "../tissue.js";
import {
  ARTERIES,
  BRAINSTEM,
  MIDBRAIN_NUCLEI,
  NUCLEI,
  PINEAL,
  PLEXUS,
  QUADRIGEMINAL_CISTERN,
  VENTRICLES,
} from "./brain-parts.js";
import { cerebellarTissue } from "./cerebellum.js";
import { cerebralTissue } from "./cerebrum.js";
import { duralTissue } from "./dural-tissue.js";
import type { HeadPlan } from "./head-plan.js";
import { latticeAt } from "./lattice.js";
import { outerTissue } from "./outer-tissue.js";
import { isNear, type Part } from "./part.js";

const AIR = tissueIndex("air");
const CSF = tissueIndex("csf");
const BEND_MM = 31;
const DEEP = { fromMm: [0, -82, -130], toMm: [46, 44, 34] } as const;

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
  if (latticeAt(surfaces.outer, px, py, pz) > 3 * bendMm) return AIR;
  // Nothing in a head is as regular as a drawing; the two sides differ, too.
  const x = px + 0.7 * bendMm * textureAt(texture, px / BEND_MM, py / BEND_MM, pz / BEND_MM);
  const y = py + bendMm * textureAt(texture, px / BEND_MM + 9, py / BEND_MM, pz / BEND_MM);
  const z = pz + bendMm * textureAt(texture, px / BEND_MM + 19, py / BEND_MM, pz / BEND_MM);
  const outer = latticeAt(surfaces.outer, x, y, z);
  if (outer > 0) return AIR;
  const cavity = latticeAt(surfaces.cavity, x, y, z);
  if (cavity > 0) return outerTissue(plan, [x, y, z], { depthMm: -outer, fromCavityMm: cavity });
  return innerTissue(plan, [x, y, z], -cavity);
}

function innerTissue(plan: HeadPlan, point: Triple, depthMm: number): number {
  const [x, y, z] = point;
  const place: Triple = [Math.abs(x), y, z];
  const dural = duralTissue(place, depthMm);
  if (dural >= 0) return dural;
  const deep = deepTissue(plan, place);
  if (deep >= 0) return deep;
  const cerebrum = latticeAt(plan.surfaces.cerebrum, x, y, z);
  if (cerebrum < 0) return cerebralTissue(plan, point, -cerebrum);
  const cerebellum = latticeAt(plan.surfaces.cerebellum, x, y, z);
  if (cerebellum < 0) return cerebellarTissue(plan.texture, point, -cerebellum);
  return firstInside(ARTERIES, place, 0)?.tissue ?? CSF;
}

/** Ventricles, nuclei and brainstem, innermost first; -1 elsewhere. */
function deepTissue(plan: HeadPlan, place: Triple): number {
  const { fromMm, toMm } = DEEP;
  const isDeep = place.every((mm, axis) => mm >= (fromMm[axis] as number) && mm <= (toMm[axis] as number));
  if (!isDeep) return -1;
  const [, y, z] = place;
  if (firstInside([PINEAL], place, 0) !== undefined) return PINEAL.tissue;
  // The ventricles of the hindbrain hardly widen.
  const widening = plan.ventricleWideningMm * (z > -10 && y > -72 ? 1 : 0.15);
  const ventricle = firstInside(VENTRICLES, place, widening * (place[0] < 3 ? 0.3 : 1));
  if (ventricle !== undefined) return firstInside(PLEXUS, place, 0)?.tissue ?? ventricle.tissue;
  const nucleus = lastInside(NUCLEI, place);
  const midbrain = firstInside(MIDBRAIN_NUCLEI, place, 0) ?? nucleus;
  if (midbrain !== undefined) return midbrain.tissue;
  const stem = firstInside(BRAINSTEM, place, 0);
  if (stem !== undefined) return stem.tissue;
  return firstInside([QUADRIGEMINAL_CISTERN], place, 0)?.tissue ?? -1;
}

function firstInside(parts: readonly Part[], place: Triple, wideningMm: number): Part | undefined {
  return parts.find((part) => isNear(part, place, wideningMm) && part.distance(...place) < wideningMm);
}

function lastInside(parts: readonly Part[], place: Triple): Part | undefined {
  return parts.findLast((part) => isNear(part, place, 0) && part.distance(...place) < 0);
}
