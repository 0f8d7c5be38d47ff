import type { Mask, Volume } from "@cmb/core";
import { type Neighbourhood, neighbourIndex } from "./neighbourhood.js";

/** Where {@link tubularity} looks. */
export interface TubularityOptions {
  /** The candidate, in voxels. */
  readonly at: { readonly i: number; readonly j: number; readonly k: number };
  readonly near: Neighbourhood;
  /** The candidate's own voxels, which are no continuation of it. */
  readonly own: ReadonlySet<number>;
  /** Radius of the candidate in mm. */
  readonly radiusMm: number;
  /** Distance of the two slices that lie furthest apart for neighbours, in mm. */
  readonly sliceMm: number;
  /** Darkness of plain tissue here. */
  readonly background: number;
  /** Spread of the darkness of the tissue around: so much more counts as nothing. */
  readonly spread: number;
  /** How much darker than the background the candidate is. */
  readonly depth: number;
}

/** Directions in which continuations are looked for: the 26 neighbours of a voxel, as unit vectors. */
const DIRECTIONS: readonly (readonly [number, number, number])[] = directions();
/** Two continuations are opposite when they are more than 115° apart. */
const OPPOSITE = Math.cos((115 * Math.PI) / 180);

/**
 * How far a candidate goes on in two opposite directions, as a vessel does: 0 when at most one side of it is dark, 1
 * when two opposite sides are as dark as itself.
 *
 * Looks at the darkest voxel in each of 26 directions, beyond the candidate's own voxels: between 0.5 and 2 mm off its
 * edge, and, where slices are thicker than that, in the next slice within 45° of straight on. A vein that crosses thick
 * slices is a dot in each of them; only the dots above and below tell it from a microbleed.
 */
export function tubularity(darkness: Volume, mask: Mask, options: TubularityOptions): number {
  const strongest = continuations(darkness, mask, options);
  let result = 0;
  for (const [a, first] of DIRECTIONS.entries()) {
    const one = strongest[a] as number;
    if (one <= result) continue;
    for (const [b, second] of DIRECTIONS.entries()) {
      const both = Math.min(one, strongest[b] as number);
      if (both <= result) continue;
      if (first[0] * second[0] + first[1] * second[1] + first[2] * second[2] < OPPOSITE) result = both;
    }
  }
  return Math.min(1, result);
}

/** For each direction, the darkest voxel beyond the candidate, relative to its depth. */
function continuations(darkness: Volume, mask: Mask, options: TubularityOptions): Float64Array {
  const { near, own, radiusMm, sliceMm, background, spread, depth } = options;
  const strongest = new Float64Array(DIRECTIONS.length);
  const centre = { shape: darkness.shape, ...options.at };
  const farMm = Math.max(radiusMm + 2, 1.45 * sliceMm);
  for (let n = 0; n < near.distanceMm.length; n++) {
    const mm = near.distanceMm[n] as number;
    if (mm > farMm) break;
    const offset = [near.offsetsMm[3 * n], near.offsetsMm[3 * n + 1], near.offsetsMm[3 * n + 2]] as [
      number,
      number,
      number,
    ];
    if (!isBeyond(mm, offset, options)) continue;
    const v = neighbourIndex(near, n, centre);
    if (v === -1 || mask.data[v] === 0 || own.has(v)) continue;
    // The darkest of several voxels is off by chance, and tissue has structure of its own.
    const relative = ((darkness.data[v] as number) - background - spread) / depth;
    const direction = nearestDirection(offset);
    if (relative > (strongest[direction] as number)) strongest[direction] = relative;
  }
  return strongest;
}

function isBeyond(
  mm: number,
  offset: readonly [number, number, number],
  { radiusMm, sliceMm }: TubularityOptions,
): boolean {
  if (mm >= radiusMm + 0.5 && mm <= radiusMm + 2) return true;
  if (sliceMm <= radiusMm + 2) return false;
  const across = Math.max(Math.abs(offset[0]), Math.abs(offset[1]), Math.abs(offset[2]));
  // One slice on, and no further to the side than the slices are apart.
  return Math.abs(across - sliceMm) < 0.01 * sliceMm && mm <= Math.SQRT2 * across;
}

function nearestDirection([x, y, z]: readonly [number, number, number]): number {
  let best = 0;
  let largest = Number.NEGATIVE_INFINITY;
  for (const [n, [a, b, c]] of DIRECTIONS.entries()) {
    const cosine = a * x + b * y + c * z;
    if (cosine <= largest) continue;
    largest = cosine;
    best = n;
  }
  return best;
}

function directions(): readonly (readonly [number, number, number])[] {
  const steps = [-1, 0, 1];
  const all = steps.flatMap((x) => steps.flatMap((y) => steps.map((z) => [x, y, z] as const)));
  return all
    .filter(([x, y, z]) => x !== 0 || y !== 0 || z !== 0)
    .map(([x, y, z]) => {
      const length = Math.hypot(x, y, z);
      return [x / length, y / length, z / length] as const;
    });
}
