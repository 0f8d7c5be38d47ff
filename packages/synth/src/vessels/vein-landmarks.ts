import { CmbError, type Volume } from "@cmb/core";
import { tissueIndex } from "../anatomy/tissue.js";
import { distance, type FieldGrid, plus, sampleField, unit, type Vec } from "./scalar-field.js";
import { GROUP } from "./vein-groups.js";

/** −1 for the left half of the head, 1 for the right. @internal */
export type Side = -1 | 1;

/** @internal */
export const SIDES: readonly Side[] = [-1, 1];

/** Places of one half of the head, in the frame of the domain. */
interface SideLandmarks {
  /** Along the groove of the transverse and sigmoid sinus, from the confluence outwards and forwards. */
  readonly groove: readonly Vec[];
  /** Upper outer edge of the lateral ventricle, from front to back. */
  readonly ridge: readonly Vec[];
  /** The foramen between lateral and third ventricle. */
  readonly foramen: Vec;
  /** Middle of the thalamus, and its reach from back to front and from bottom to top. */
  readonly thalamus: {
    readonly centre: Vec;
    readonly backMm: number;
    readonly frontMm: number;
    readonly topMm: number;
  };
  /** Where the side fissure meets the outer surface, and the sinus before the temporal lobe that drains it. */
  readonly sylvian: Vec;
  readonly sphenoparietal: Vec;
  /** Middle of the half of the cerebellum; where there is none, below the thalamus. */
  readonly cerebellum: Vec;
}

/** Where veins join and what they follow, in mm of the frame of the domain. @internal */
export interface VeinLandmarks {
  readonly midlineMm: number;
  /** Along the superior sagittal sinus, from the forehead to the confluence. */
  readonly sagittal: readonly Vec[];
  readonly confluence: Vec;
  /** The great vein behind the splenium. */
  readonly galen: Vec;
  readonly left: SideLandmarks;
  readonly right: SideLandmarks;
}

interface MeasuredHead extends FieldGrid {
  readonly tissues: Volume<Uint8Array>;
  readonly groups: Uint16Array;
  readonly brainMm: Float32Array;
  readonly cerebellumMm: Float32Array;
  readonly ventricleMm: Float32Array;
  readonly depthMm: Float32Array;
}

/**
 * Finds the places that the veins of a head have in common.
 *
 * @param head - tissues and distances
 * @returns points in the frame of the domain
 * @throws CmbError `INVALID_ARGUMENT` when a side has no thalamus, ventricle or putamen
 * @internal
 */
export function findVeinLandmarks(head: MeasuredHead): VeinLandmarks {
  const deep = pointsOf(head, (v) => [THALAMUS, CAUDATE].includes(head.tissues.data[v] as number));
  const midlineMm = deep.reduce((sum, point) => sum + point[0], 0) / deep.length;
  const thalami = SIDES.map((side) => thalamusOf(head, midlineMm, side));
  const [left, right] = thalami as [SideLandmarks["thalamus"], SideLandmarks["thalamus"]];
  const centre: Vec = [midlineMm, (left.centre[1] + right.centre[1]) / 2, (left.centre[2] + right.centre[2]) / 2];
  const sagittal = sagittalSinus(head, centre);
  const back = Math.min(left.backMm, right.backMm);
  const galen: Vec = nearestOf(head, GROUP.fluid, [midlineMm, back - 4, centre[2] + 1], [1.5, 6, 4]);
  const sideOf = (side: Side, thalamus: SideLandmarks["thalamus"]): SideLandmarks => ({
    thalamus,
    groove: grooveOf(head, { side, midlineMm, centre: [midlineMm, back - 10, centre[2] - 25] }),
    ridge: ridgeOf(head, { side, midlineMm, floorMm: thalamus.centre[2] - 2 }),
    foramen: [midlineMm + 3 * side, thalamus.frontMm + 1, thalamus.topMm - 1],
    ...sylvianOf(head, midlineMm, side),
    cerebellum: cerebellumOf(head, { side, midlineMm, centre }),
  });
  const sides = { left: sideOf(-1, left), right: sideOf(1, right) };
  const confluence = sagittal.at(-1) ?? galen;
  return { midlineMm, sagittal, confluence, galen, ...sides };
}

/** @internal */
export function ofSide(landmarks: VeinLandmarks, side: Side): SideLandmarks {
  return side === -1 ? landmarks.left : landmarks.right;
}

const THALAMUS = tissueIndex("thalamus");
const CAUDATE = tissueIndex("caudate");
const PUTAMEN = tissueIndex("putamen");

function pointsOf({ shape, spacingMm }: FieldGrid, wanted: (voxel: number) => boolean): Vec[] {
  const points: Vec[] = [];
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        if (wanted(v)) points.push([i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]]);
      }
    }
  }
  return points;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

function thalamusOf(head: MeasuredHead, midlineMm: number, side: Side): SideLandmarks["thalamus"] {
  const points = tissueOfSide(head, THALAMUS, midlineMm, side);
  const at = (axis: 0 | 1 | 2, share: number): number =>
    quantile(
      points.map((point) => point[axis]),
      share,
    );
  return {
    centre: [at(0, 0.5), at(1, 0.5), at(2, 0.5)],
    backMm: at(1, 0.03),
    frontMm: at(1, 0.97),
    topMm: at(2, 0.97),
  };
}

function tissueOfSide(head: MeasuredHead, tissue: number, midlineMm: number, side: Side): Vec[] {
  const points = pointsOf(head, (v) => head.tissues.data[v] === tissue).filter(
    (point) => side * (point[0] - midlineMm) > 0,
  );
  if (points.length > 0) return points;
  const message = `createVeinDomain: the ${side < 0 ? "left" : "right"} half of the head lacks a thalamus or a putamen; give a whole head`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "anatomy", value: head.shape });
}

/** The nearest voxel of a group within a box around a point, else the point. */
function nearestOf(head: MeasuredHead, bits: number, point: Vec, reach: Vec): Vec {
  const { shape, spacingMm, groups } = head;
  let best = point;
  let least = Number.POSITIVE_INFINITY;
  const range = (axis: 0 | 1 | 2): readonly [number, number] => [
    Math.max(0, Math.ceil((point[axis] - reach[axis]) / spacingMm[axis])),
    Math.min(shape[axis] - 1, Math.floor((point[axis] + reach[axis]) / spacingMm[axis])),
  ];
  const [i0, i1] = range(0);
  const [j0, j1] = range(1);
  const [k0, k1] = range(2);
  for (let k = k0; k <= k1; k++) {
    for (let j = j0; j <= j1; j++) {
      for (let i = i0; i <= i1; i++) {
        if (((groups[i + shape[0] * (j + shape[1] * k)] as number) & bits) === 0) continue;
        const found: Vec = [i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]];
        const away = Math.hypot(...plus(found, point, -1));
        if (away >= least) continue;
        least = away;
        best = found;
      }
    }
  }
  return best;
}

/** Along the midline where the bridged surface ends, every 2 degrees from the forehead backwards. */
function sagittalSinus(head: MeasuredHead, centre: Vec): Vec[] {
  const points: Vec[] = [];
  for (let degrees = 8; degrees <= 260; degrees += 2) {
    const angle = (degrees * Math.PI) / 180;
    const direction: Vec = [0, Math.cos(angle), Math.sin(angle)];
    const surface = outermost(head, centre, direction, (depth) => depth > -1.5);
    if (surface === undefined) continue;
    const last = points.at(-1);
    if (degrees > 150 && sampleField(head, head.cerebellumMm, surface, [0, 0, 0]) < 10) break;
    if (degrees > 150 && last !== undefined && distance(surface, last) > 16) break;
    points.push(nearestOf(head, GROUP.sinus, surface, [5, 6, 6]));
  }
  return smoothLine(points, 2);
}

/** The outermost point of a ray at which the depth below the bridged surface is as wanted. */
function outermost(
  head: MeasuredHead,
  from: Vec,
  direction: Vec,
  wanted: (depthMm: number) => boolean,
): Vec | undefined {
  const gradient: Vec = [0, 0, 0];
  for (let r = 130; r > 5; r -= 0.5) {
    const point = plus(from, direction, r);
    if (!isWithin(head, point)) continue;
    if (wanted(sampleField(head, head.depthMm, point, gradient))) return point;
  }
  return undefined;
}

function isWithin({ shape, spacingMm }: FieldGrid, point: Vec): boolean {
  return point.every(
    (value, axis) => value >= 0 && value <= ((shape[axis] as number) - 1) * (spacingMm[axis] as number),
  );
}

/** The outermost fluid between cerebrum and cerebellum, every 4 degrees from the back to the side. */
function grooveOf(
  head: MeasuredHead,
  { side, midlineMm, centre }: { readonly side: Side; readonly midlineMm: number; readonly centre: Vec },
): Vec[] {
  const best = new Map<number, { readonly point: Vec; readonly reach: number }>();
  const points = pointsOf(head, (v) => {
    const free = ((head.groups[v] as number) & (GROUP.fluid | GROUP.sinus | GROUP.outside)) !== 0;
    return free && (head.cerebellumMm[v] as number) < 5 && (head.depthMm[v] as number) > -5;
  });
  for (const point of points) {
    const across = side * (point[0] - midlineMm);
    if (across < 3 || point[1] > centre[1] + 5) continue;
    const reach = Math.hypot(across, point[1] - centre[1]);
    const bin = Math.floor((Math.atan2(across, centre[1] - point[1]) * 45) / Math.PI);
    if (bin >= 0 && reach > (best.get(bin)?.reach ?? 12)) best.set(bin, { point, reach });
  }
  const line = [...best].sort(([a], [b]) => a - b).map(([, { point }]) => point);
  // Beyond the side of the cerebellum the border runs on along the petrous bone, without a sinus.
  const across = line.map((point) => side * (point[0] - midlineMm));
  const widest = across.indexOf(Math.max(...across));
  return smoothLine(line.slice(0, widest + 2), 1.5);
}

function cerebellumOf(
  head: MeasuredHead,
  { side, midlineMm, centre }: { readonly side: Side; readonly midlineMm: number; readonly centre: Vec },
): Vec {
  let sum: Vec = [0, 0, 0];
  let count = 0;
  for (const point of pointsOf(head, (v) => head.groups[v] === GROUP.cerebellum)) {
    if (side * (point[0] - midlineMm) < 0) continue;
    sum = plus(sum, point);
    count++;
  }
  return count === 0 ? plus(centre, [20 * side, -15, -45]) : plus([0, 0, 0], sum, 1 / count);
}

function ridgeOf(
  head: MeasuredHead,
  { side, midlineMm, floorMm }: { readonly side: Side; readonly midlineMm: number; readonly floorMm: number },
): Vec[] {
  const best = new Map<number, { readonly point: Vec; readonly score: number }>();
  for (const point of pointsOf(head, (v) => head.groups[v] === GROUP.ventricle)) {
    const across = side * (point[0] - midlineMm);
    if (across < 4 || point[2] < floorMm) continue;
    const score = 0.75 * across + point[2];
    if (score > (best.get(point[1])?.score ?? Number.NEGATIVE_INFINITY)) best.set(point[1], { point, score });
  }
  const line = [...best].sort(([a], [b]) => b - a).map(([, { point }]) => point);
  if (line.length > 3) return smoothLine(line, 3);
  const message = `createVeinDomain: the ${side < 0 ? "left" : "right"} half of the head has no lateral ventricle; give a whole head`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "anatomy", value: head.shape });
}

function sylvianOf(
  head: MeasuredHead,
  midlineMm: number,
  side: Side,
): { readonly sylvian: Vec; readonly sphenoparietal: Vec } {
  const putamen = tissueOfSide(head, PUTAMEN, midlineMm, side);
  const middle = [0, 1, 2].map(
    (axis) => putamen.reduce((sum, point) => sum + (point[axis] as number), 0) / putamen.length,
  ) as Vec;
  const outwards = unit([side, -0.15, -0.1]);
  const surface = outermost(head, middle, outwards, (depth) => depth > -1) ?? plus(middle, outwards, 30);
  return { sylvian: surface, sphenoparietal: plus(middle, [3 * side, 21, -19]) };
}

/** A line whose points are means of their neighbours, weighted by a Gaussian of so many points. */
function smoothLine(points: readonly Vec[], sigma: number): Vec[] {
  const reach = Math.ceil(3 * sigma);
  return points.map((_, n) => {
    let sum: Vec = [0, 0, 0];
    let weights = 0;
    for (let m = Math.max(0, n - reach); m <= Math.min(points.length - 1, n + reach); m++) {
      const weight = Math.exp(-0.5 * ((m - n) / sigma) ** 2);
      sum = plus(sum, points[m] as Vec, weight);
      weights += weight;
    }
    return plus([0, 0, 0], sum, 1 / weights);
  });
}

/** The point at a share of the length of a line, and the direction of the line there. @internal */
export function alongLine(points: readonly Vec[], share: number): { readonly point: Vec; readonly direction: Vec } {
  const position = Math.min(1, Math.max(0, share)) * (points.length - 1);
  const n = Math.min(points.length - 2, Math.floor(position));
  const from = points[n] ?? points[0] ?? [0, 0, 0];
  const to = points[n + 1] ?? from;
  return { point: plus(from, plus(to, from, -1), position - n), direction: unit(plus(to, from, -1)) };
}
