import type { Rng } from "@cmb/core";
import { plus, unit, type Vec } from "./scalar-field.js";
import type { VeinDomain } from "./vein-domain.js";
import { alongLine, ofSide, type Side } from "./vein-landmarks.js";
import type { TreePlan, VeinCourse } from "./vein-style.js";

/** How the trunk of a cortical vein runs. */
interface TrunkCourse extends VeinCourse {
  /** The depth in a sulcus that it is drawn to; 0 keeps it on the surface that bridges the sulci. */
  readonly depthMm: number;
  /** How strongly it is drawn to the middle of a sulcus. */
  readonly sulcal: number;
  /** rad/mm. */
  readonly wiggle: number;
}

/**
 * The course of the trunk of a cortical vein.
 *
 * @internal
 */
export function corticalCourse(domain: VeinDomain, { site, side, share }: TreePlan, rng: Rng): TrunkCourse {
  if (site === "medial") return medialCourse(domain, side, share, rng);
  if (site === "groove") return grooveCourse(domain, side, share, rng);
  if (site === "sylvian") return sylvianCourse(domain, side, rng);
  return sagittalCourse(domain, side, share, rng);
}

/** From the superior sagittal sinus over the convexity, against the flow in the sinus further back. */
function sagittalCourse(domain: VeinDomain, side: Side, share: number, rng: Rng): TrunkCourse {
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
function medialCourse(domain: VeinDomain, side: Side, share: number, rng: Rng): TrunkCourse {
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
    depthMm: 25,
    sulcal: 0.4,
    wiggle: 0.05,
  };
}

/** From the transverse sinus upwards over the temporal and occipital lobe. */
function grooveCourse(domain: VeinDomain, side: Side, share: number, rng: Rng): TrunkCourse {
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
function sylvianCourse(domain: VeinDomain, side: Side, rng: Rng): TrunkCourse {
  const { sylvian, sphenoparietal } = ofSide(domain.landmarks, side);
  const start = plus(sphenoparietal, [0, rng.normal(0, 1.5), rng.normal(0, 1.5)]);
  const reaches: readonly Vec[] = [
    [0, rng.uniform(-30, -12), rng.uniform(2, 16)],
    [-10 * side, rng.uniform(22, 40), rng.uniform(-8, 8)],
    [-4 * side, rng.uniform(-14, 6), rng.uniform(-32, -20)],
  ];
  const target = plus(sylvian, reaches[rng.integer(0, 2)] as Vec);
  const direction = plus(unit(plus(target, start, -1)), [0.8 * side, 0, 0]);
  return { start, direction, target, lengthMm: 70, radiusMm: 0.8, depthMm: 0, sulcal: 0.3, wiggle: 0.045 };
}

function sagittalReach({ landmarks }: VeinDomain): { readonly frontMm: number; readonly backMm: number } {
  const ys = landmarks.sagittal.map((point) => point[1]);
  return { frontMm: Math.max(...ys), backMm: Math.min(...ys) };
}
