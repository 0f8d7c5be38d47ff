import { affineFromSpacing, createRng, type Shape, type Volume, type WorldPoint } from "@cmb/core";

/** A dark ball with a soft edge. */
export interface Ball {
  readonly centreMm: WorldPoint;
  readonly radiusMm: number;
  /** How much darker than tissue, 0 to 1. */
  readonly depth: number;
}

/** A dark tube along a polyline. */
interface Tube {
  readonly pathMm: readonly WorldPoint[];
  readonly radiusMm: number;
  readonly depth: number;
}

/** A head of plain tissue with things in it. */
export interface PhantomOptions {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  readonly balls?: readonly Ball[];
  readonly tubes?: readonly Tube[];
  /** Standard deviation of the noise in both channels, relative to tissue. */
  readonly noise?: number;
  /** Peak-to-peak change of the signal across the head. */
  readonly shading?: number;
  readonly seed?: number;
}

/** Width of the soft edge of everything, in mm. */
const EDGE_MM = 0.35;
/** Points along each axis of a voxel that are averaged. */
const SAMPLES = [2, 2, 4] as const;
const TISSUE = 1000;
const SKULL_MM = 5;
const SCALP_MM = 9;

/**
 * An ellipsoidal brain in dark bone in a brighter scalp, centred in the grid, with balls and tubes; each voxel is the
 * mean of 16 points, as a slice averages what is in it, with Rician noise.
 */
export function phantom(options: PhantomOptions): Volume {
  const { shape, spacingMm, noise = 0.02, shading = 0.2, seed = 1 } = options;
  const [ni, nj, nk] = shape;
  const size = shape.map((n, axis) => n * (spacingMm[axis] as number));
  const origin = spacingMm.map((mm, axis) => mm / 2 - (size[axis] as number) / 2) as [number, number, number];
  const affine = affineFromSpacing(spacingMm, origin);
  const rng = createRng(seed, "phantom");
  const half = size.map((mm) => mm / 2 - SCALP_MM - 2) as [number, number, number];
  const data = new Float32Array(ni * nj * nk);
  let v = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        const centre = [i, j, k].map((n, axis) => (origin[axis] as number) + n * (spacingMm[axis] as number));
        const point = centre as unknown as WorldPoint;
        const clean = voxelMean(point, { ...options, half });
        const bias = 1 + (shading * point[0]) / (size[0] as number);
        data[v] = TISSUE * Math.hypot(clean * bias + noise * rng.normal(), noise * rng.normal());
      }
    }
  }
  return { data, shape, affine };
}

interface Head extends PhantomOptions {
  readonly half: readonly [number, number, number];
}

function voxelMean(centre: WorldPoint, head: Head): number {
  const reach = Math.hypot(...head.spacingMm) / 2 + 2 * EDGE_MM;
  const balls = (head.balls ?? []).filter(({ centreMm, radiusMm }) => distance(centre, centreMm) < radiusMm + reach);
  const tubes = (head.tubes ?? []).filter(({ pathMm, radiusMm }) => distanceToPath(centre, pathMm) < radiusMm + reach);
  const [si, sj, sk] = SAMPLES;
  if (balls.length + tubes.length === 0) return tissueAt(centre, head.half);
  let sum = 0;
  for (let c = 0; c < sk; c++) {
    for (let b = 0; b < sj; b++) {
      for (let a = 0; a < si; a++) {
        const offset = [(a + 0.5) / si - 0.5, (b + 0.5) / sj - 0.5, (c + 0.5) / sk - 0.5];
        const point = centre.map((mm, n) => mm + (offset[n] as number) * (head.spacingMm[n] as number));
        sum += signalAt(point as unknown as WorldPoint, { balls, tubes, half: head.half });
      }
    }
  }
  return sum / (si * sj * sk);
}

interface Things {
  readonly balls: readonly Ball[];
  readonly tubes: readonly Tube[];
  readonly half: readonly [number, number, number];
}

function signalAt(point: WorldPoint, { balls, tubes, half }: Things): number {
  let signal = tissueAt(point, half);
  for (const { centreMm, radiusMm, depth } of balls) {
    signal *= 1 - depth * inside(radiusMm - distance(point, centreMm));
  }
  for (const { pathMm, radiusMm, depth } of tubes) {
    signal *= 1 - depth * inside(radiusMm - distanceToPath(point, pathMm));
  }
  return signal;
}

/** Brain, bone, scalp, air. */
function tissueAt([x, y, z]: WorldPoint, half: readonly [number, number, number]): number {
  const shell = (extraMm: number): number =>
    Math.hypot(x / (half[0] + extraMm), y / (half[1] + extraMm), z / (half[2] + extraMm));
  if (shell(0) <= 1) return 1;
  if (shell(SKULL_MM) <= 1) return 0.08;
  return shell(SCALP_MM) <= 1 ? 0.6 : 0;
}

/** 0 outside, 1 inside, a logistic step of EDGE_MM between. */
function inside(depthMm: number): number {
  return 1 / (1 + Math.exp((-4 * depthMm) / EDGE_MM));
}

function distance(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function distanceToPath(point: WorldPoint, path: readonly WorldPoint[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 1; n < path.length; n++) {
    const [a, b] = [path[n - 1], path[n]] as [WorldPoint, WorldPoint];
    const along = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
    const from = [point[0] - a[0], point[1] - a[1], point[2] - a[2]] as const;
    const lengthSquared = along[0] ** 2 + along[1] ** 2 + along[2] ** 2;
    const dot = from[0] * along[0] + from[1] * along[1] + from[2] * along[2];
    const t = Math.min(1, Math.max(0, dot / lengthSquared));
    least = Math.min(least, distance(point, [a[0] + t * along[0], a[1] + t * along[1], a[2] + t * along[2]]));
  }
  return least;
}
