import type { Rng } from "@cmb/core";
import { cross, dot, type FieldGrid, groupAt, plus, sampleField, unit, type Vec } from "./scalar-field.js";

/** mm between the points of a path. @internal */
export const STEP_MM = 0.75;

/** A walk through a head. @internal */
export interface Walk {
  readonly start: Vec;
  readonly direction: Vec;
  readonly lengthMm: number;
  /** Standard deviation of the curvature, rad/mm. */
  readonly wiggle: number;
  /** Groups that the path may enter. */
  readonly allowed: number;
  /** A surface to stay on: the signed distance to it, and how far from it the path may lie. */
  readonly surface?: { readonly distanceMm: Float32Array; readonly rangeMm: readonly [number, number] } | undefined;
  /** Adds what pulls at the path, in units of a full turn per mm, to `pull`. */
  readonly steer: (point: Vec, direction: Vec, pull: Vec) => void;
  /** Ends the path at a point. */
  readonly arrived?: ((point: Vec) => boolean) | undefined;
}

/** How much of the last curvature the next step keeps: bends some 5 mm long. */
const MEMORY = 0.86;
/** How many degrees a path may turn aside where it may not go on, to either side. */
const DETOURS = [0, 25, -25, 50, -50, 75, -75, 100, -100];

/**
 * A persistent random walk: it bends by a smooth random curvature and by what steers it, keeps to its surface, and goes
 * around what it may not enter.
 *
 * @returns points 0.75 mm apart, smoothed, with the start; shorter than asked for where there is no way on
 * @internal
 */
export function walkPath(grid: FieldGrid & { readonly groups: Uint16Array }, walk: Walk, rng: Rng): Vec[] {
  const path: Vec[] = [walk.start];
  const steps = Math.round(walk.lengthMm / STEP_MM);
  const pull: Vec = [0, 0, 0];
  let point = walk.start;
  let direction = unit(walk.direction);
  let bend: readonly [number, number] = [rng.normal(), rng.normal()];
  for (let n = 0; n < steps; n++) {
    const fresh = Math.sqrt(1 - MEMORY * MEMORY);
    bend = [MEMORY * bend[0] + fresh * rng.normal(), MEMORY * bend[1] + fresh * rng.normal()];
    const aside = unit(cross(direction, Math.abs(direction[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
    const upwards = cross(direction, aside);
    pull.fill(0);
    walk.steer(point, direction, pull);
    let next = plus(direction, aside, STEP_MM * walk.wiggle * bend[0]);
    next = plus(next, upwards, STEP_MM * walk.wiggle * bend[1]);
    direction = unit(plus(next, pull, STEP_MM));
    const step = stepAhead(grid, walk, { point, direction });
    if (step === undefined) break;
    point = step.point;
    direction = step.direction;
    path.push(point);
    if (walk.arrived?.(point)) break;
  }
  return smoothPath(path);
}

interface Place {
  readonly point: Vec;
  readonly direction: Vec;
}

function stepAhead(
  grid: FieldGrid & { readonly groups: Uint16Array },
  { surface, allowed }: Walk,
  { point, direction }: Place,
): Place | undefined {
  const gradient: Vec = [0, 0, 0];
  let normal: Vec = unit(cross(direction, [0.3, 0.5, 0.8]));
  let along = direction;
  if (surface !== undefined) {
    const distanceMm = sampleField(grid, surface.distanceMm, point, gradient);
    normal = unit(gradient);
    const [low, high] = surface.rangeMm;
    // The nearer to the end of its range, the less of the direction may lead out of it.
    const outwards = dot(direction, normal);
    const used = Math.min(1, Math.max(0, (distanceMm - low) / (high - low)));
    along = unit(plus(direction, normal, -0.9 * outwards * (outwards > 0 ? used : 1 - used)));
  }
  const side = cross(normal, along);
  for (const degrees of DETOURS) {
    const angle = (degrees * Math.PI) / 180;
    const turned = unit(plus(plus([0, 0, 0], along, Math.cos(angle)), side, Math.sin(angle)));
    const ahead = settled(grid, surface, plus(point, turned, STEP_MM));
    if ((groupAt(grid, ahead) & allowed) === 0) continue;
    return { point: ahead, direction: turned };
  }
  return undefined;
}

/** A point moved towards its surface, by at most 0.4 mm. @internal */
export function settled(grid: FieldGrid, surface: Walk["surface"], point: Vec): Vec {
  if (surface === undefined) return point;
  const gradient: Vec = [0, 0, 0];
  const distanceMm = sampleField(grid, surface.distanceMm, point, gradient);
  const slope = Math.hypot(...gradient);
  if (slope < 0.15) return point;
  const [low, high] = surface.rangeMm;
  const excess = distanceMm - Math.min(high, Math.max(low, distanceMm));
  const move = Math.max(-0.4, Math.min(0.4, excess / slope));
  return plus(point, gradient, -move / slope);
}

/** Three passes of 1-2-1 with the ends held. @internal */
export function smoothPath(path: readonly Vec[]): Vec[] {
  let current = [...path];
  for (let pass = 0; pass < 3; pass++) {
    current = current.map((point, n) => {
      const before = current[n - 1];
      const after = current[n + 1];
      if (before === undefined || after === undefined) return point;
      return plus(plus(plus([0, 0, 0], point, 0.5), before, 0.25), after, 0.25);
    });
  }
  return current;
}
