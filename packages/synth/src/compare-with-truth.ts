import { CmbError, spacing, type WorldPoint } from "@cmb/core";
import { pialDistance } from "./anatomy/pial-surface.js";
import { tissueAt } from "./anatomy/tissue-at.js";
import type { Phantom, PhantomLesion } from "./phantom.js";

/** What a mark that is no microbleed lies on. @since 0.1.0 */
export type FalseMarkCause =
  | "duplicate"
  | "vein"
  | "calcification"
  | "air cavity"
  | "edge"
  | "fluid"
  | "deep nucleus"
  | "tissue";

/** Marks of a detector held against a phantom. Positions in a list count from 0. @since 0.1.0 */
export interface TruthComparison {
  /** Visible microbleeds that a mark hit, with the position of the mark. */
  readonly found: readonly {
    readonly lesion: PhantomLesion;
    readonly detection: number;
    readonly distanceMm: number;
  }[];
  /** Visible microbleeds without a mark. */
  readonly missed: readonly PhantomLesion[];
  /** Microbleeds that no voxel shows. They count neither as found nor as missed, nor does a mark on one as false. */
  readonly unseen: readonly PhantomLesion[];
  readonly falseMarks: readonly { readonly detection: number; readonly cause: FalseMarkCause }[];
}

const TOLERANCE_MM = 2.5;
const EDGE_MM = 4;
const CAVITY_REACH = 2.5;

/**
 * Which microbleeds of a phantom a detector found, which it missed, and what its other marks lie on.
 *
 * A mark hits a microbleed when their centres are at most `max(2.5 mm, apparent radius, slice spacing / 2 + 1 mm)`
 * apart. Pairs are made one to one, the closest first. The cause of another mark is the first that applies: a microbleed
 * that is already taken, a visible vein or a calcification within 2.5 mm of its edge, an air cavity within 2.5 radii,
 * the surface of the brain within 4 mm, or else the tissue at the mark.
 *
 * @param phantom - from `renderPhantom`
 * @param detections - centres in RAS+ mm
 * @returns positions in `detections` and lesions of the truth
 * @throws CmbError `OUT_OF_RANGE` when a centre is not finite
 * @since 0.1.0
 */
export function compareWithTruth(
  phantom: Phantom,
  detections: readonly { readonly centreMm: WorldPoint }[],
): TruthComparison {
  const broken = detections.findIndex(({ centreMm }) => !centreMm.every(Number.isFinite));
  if (broken !== -1) {
    const message = `compareWithTruth: the centre of detection ${broken} is not finite; give three numbers in mm`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "centreMm", value: Number.NaN });
  }
  const bleeds = phantom.truth.lesions.filter((lesion) => lesion.class === "microbleed");
  const pairs = pairUp(phantom, bleeds, detections);
  const isVisible = (lesion: PhantomLesion): boolean => lesion.visibleVoxels > 0;
  const paired = new Set(pairs.map(({ lesion }) => lesion.id));
  const taken = new Set(pairs.map(({ detection }) => detection));
  return {
    found: pairs.filter(({ lesion }) => isVisible(lesion)),
    missed: bleeds.filter((lesion) => isVisible(lesion) && !paired.has(lesion.id)),
    unseen: bleeds.filter((lesion) => !isVisible(lesion)),
    falseMarks: detections.flatMap(({ centreMm }, detection) =>
      taken.has(detection) ? [] : [{ detection, cause: causeOf(phantom, bleeds, centreMm) }],
    ),
  };
}

type Pair = TruthComparison["found"][number];

function pairUp(
  phantom: Phantom,
  bleeds: readonly PhantomLesion[],
  detections: readonly { readonly centreMm: WorldPoint }[],
): readonly Pair[] {
  const candidates = bleeds
    .flatMap((lesion) =>
      detections.map(
        ({ centreMm }, detection): Pair => ({ lesion, detection, distanceMm: distance(lesion.centreMm, centreMm) }),
      ),
    )
    .filter(({ lesion, distanceMm }) => distanceMm <= toleranceMm(phantom, lesion))
    .sort((a, b) => a.distanceMm - b.distanceMm || a.lesion.id - b.lesion.id || a.detection - b.detection);
  const pairs: Pair[] = [];
  for (const pair of candidates) {
    const clash = pairs.some(({ lesion, detection }) => lesion.id === pair.lesion.id || detection === pair.detection);
    if (!clash) pairs.push(pair);
  }
  return pairs.sort((a, b) => a.lesion.id - b.lesion.id);
}

function toleranceMm({ volume }: Phantom, { apparentRadiusMm }: PhantomLesion): number {
  return Math.max(TOLERANCE_MM, apparentRadiusMm, spacing(volume.affine)[2] / 2 + 1);
}

function causeOf(phantom: Phantom, bleeds: readonly PhantomLesion[], point: WorldPoint): FalseMarkCause {
  const near = (lesion: PhantomLesion): boolean =>
    lesion.visibleVoxels > 0 && distanceToPath(lesion.pathMm, point) <= TOLERANCE_MM + lesion.radiusMm;
  if (bleeds.some((lesion) => distance(lesion.centreMm, point) <= toleranceMm(phantom, lesion))) return "duplicate";
  const { lesions } = phantom.truth;
  if (lesions.some((lesion) => lesion.class === "vein" && near(lesion))) return "vein";
  if (lesions.some((lesion) => lesion.class === "calcification" && near(lesion))) return "calcification";
  return anatomyAt(phantom, point);
}

function anatomyAt({ head }: Phantom, point: WorldPoint): FalseMarkCause {
  const [x, y, z] = [point[0] / head.scale, point[1] / head.scale, point[2] / head.scale];
  const inCavity = head.airCavities.some((air) => distance(air.centreMm, [x, y, z]) < CAVITY_REACH * air.radiusMm);
  if (inCavity) return "air cavity";
  if (pialDistance(x, y, z) * head.scale > -EDGE_MM) return "edge";
  const tissue = tissueAt(head, point);
  if (tissue === "pallidum" || tissue === "putamen" || tissue === "caudate") return "deep nucleus";
  return tissue === "csf" || tissue === "dura" || tissue === "sinus" ? "fluid" : "tissue";
}

function distance(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function distanceToPath(path: readonly WorldPoint[], point: WorldPoint): number {
  const [first] = path;
  if (first === undefined) return Number.POSITIVE_INFINITY;
  if (path.length === 1) return distance(first, point);
  return Math.min(...path.slice(1).map((to, n) => distanceToPiece(path[n] ?? first, to, point)));
}

function distanceToPiece(from: WorldPoint, to: WorldPoint, point: WorldPoint): number {
  const along: WorldPoint = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const squared = along[0] ** 2 + along[1] ** 2 + along[2] ** 2;
  const offset: WorldPoint = [point[0] - from[0], point[1] - from[1], point[2] - from[2]];
  const t = squared === 0 ? 0 : (offset[0] * along[0] + offset[1] * along[1] + offset[2] * along[2]) / squared;
  const clamped = Math.min(1, Math.max(0, t));
  return distance(offset, [clamped * along[0], clamped * along[1], clamped * along[2]]);
}
