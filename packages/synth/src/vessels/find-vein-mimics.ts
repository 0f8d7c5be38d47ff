import { CmbError, type WorldPoint } from "@cmb/core";
import type { WorldBox } from "../objects/tissue-sampler.js";
import type { VesselPieces } from "./vessel-pieces.js";

/** What of a vein can be taken for a microbleed. @since 0.1.0 */
export type VeinMimicClass = "vein-cross-section" | "vein-bend" | "vein-bifurcation";

/** A place of a vein that can be taken for a microbleed. @since 0.1.0 */
export interface VeinMimic {
  readonly class: VeinMimicClass;
  /** RAS+ mm. */
  readonly centreMm: WorldPoint;
  /** Mean radius of its pieces. */
  readonly radiusMm: number;
  readonly susceptibilityPpm: number;
  /** The pieces that make it up: set their radii to 0 for a scan without it. */
  readonly pieces: readonly number[];
}

/** What {@link findVeinMimics} looks for. @since 0.1.0 */
export interface FindVeinMimicsOptions {
  /** Across the slices, a unit vector; along z unless given. */
  readonly sliceDirection?: WorldPoint;
  /** Only centres inside; everywhere unless given. */
  readonly box?: WorldBox;
  /** Thinner pieces are too faint; 0.2 mm unless given. */
  readonly leastRadiusMm?: number;
}

/** A vein within this angle of the slice direction shows as a dot. */
const THROUGH_DEGREES = 30;
const THROUGH_MM = 3;
/** The most of a vein that counts as one dot. */
const LONGEST_THROUGH_MM = 8;
const BEND_DEGREES = 65;
/** Arc over which a bend is measured, to either side, and that belongs to a bend or a bifurcation. */
const ARC_MM = 2;
/** Room for the rounding of float32. */
const SLACK_MM = 1e-3;
/** A branch that is much thinner than its parent makes no knot. */
const LEAST_BRANCH_SHARE = 0.6;

/**
 * The places of veins that look like microbleeds on slices: where a vein runs across the slices, bends sharply, or divides.
 *
 * @param pieces - from `growVeinTrees`; pieces without a radius are not there
 * @param options - see {@link FindVeinMimicsOptions}
 * @returns cross-sections, then bends, then bifurcations, each in the order of the pieces; they may overlap
 * @throws CmbError `OUT_OF_RANGE` when the slice direction has no length or the least radius is negative
 * @example
 * ```ts
 * import { createRng } from "@cmb/core";
 * import { findVeinMimics, generateAnatomy, growVeinTrees } from "@cmb/synth";
 * const anatomy = await generateAnatomy(1, { spacingMm: 3 });
 * const veins = growVeinTrees(anatomy, createRng(1, "veins"), { density: 0.3 });
 * const dots = findVeinMimics(veins).filter((mimic) => mimic.class === "vein-cross-section");
 * dots.length > 50; // => true
 * ```
 * @since 0.1.0
 */
export function findVeinMimics(pieces: VesselPieces, options: FindVeinMimicsOptions = {}): readonly VeinMimic[] {
  const { sliceDirection = [0, 0, 1], box, leastRadiusMm = 0.2 } = options;
  const length = Math.hypot(...sliceDirection);
  if (!(length > 0 && leastRadiusMm >= 0)) {
    const message = `findVeinMimics: the slice direction is [${sliceDirection}] and leastRadiusMm ${leastRadiusMm}; give a direction with a length and a radius of 0 or more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "leastRadiusMm", value: leastRadiusMm, minimum: 0 });
  }
  const network = createNetwork(pieces, leastRadiusMm);
  const found = [
    ...crossSections(network, sliceDirection.map((value) => value / length) as unknown as WorldPoint),
    ...bends(network),
    ...bifurcations(network),
  ];
  if (box === undefined) return found;
  return found.filter(({ centreMm }) =>
    centreMm.every(
      (value, axis) => value >= (box.minimumMm[axis] as number) && value <= (box.maximumMm[axis] as number),
    ),
  );
}

interface Network {
  readonly pieces: VesselPieces;
  readonly lengthsMm: Float32Array;
  /** The thickest piece that goes on from each, −1 for a tip. */
  readonly next: Int32Array;
  /** The second one, where a vein divides. */
  readonly branch: Int32Array;
  readonly present: (piece: number) => boolean;
}

function createNetwork(pieces: VesselPieces, leastRadiusMm: number): Network {
  const count = pieces.radiiMm.length;
  const next = new Int32Array(count).fill(-1);
  const branch = new Int32Array(count).fill(-1);
  const lengthsMm = new Float32Array(count);
  const radius = (n: number): number => (n < 0 ? 0 : (pieces.radiiMm[n] as number));
  for (let n = 0; n < count; n++) {
    lengthsMm[n] = Math.hypot(...directionOf(pieces, n));
    const parent = pieces.parents[n] as number;
    if (parent < 0) continue;
    const first = next[parent] as number;
    if (radius(n) > radius(first)) {
      branch[parent] = first;
      next[parent] = n;
    } else if (radius(n) > radius(branch[parent] as number)) branch[parent] = n;
  }
  const present = (piece: number): boolean => piece >= 0 && radius(piece) >= leastRadiusMm && radius(piece) > 0;
  return { pieces, lengthsMm, next, branch, present };
}

function directionOf({ pointsMm }: VesselPieces, n: number): WorldPoint {
  const at = (axis: number): number => (pointsMm[6 * n + 3 + axis] as number) - (pointsMm[6 * n + axis] as number);
  return [at(0), at(1), at(2)];
}

function endOf({ pointsMm }: VesselPieces, n: number): WorldPoint {
  return [pointsMm[6 * n + 3] as number, pointsMm[6 * n + 4] as number, pointsMm[6 * n + 5] as number];
}

function mimicOf(network: Network, name: VeinMimicClass, centre: number, members: readonly number[]): VeinMimic {
  const { pieces } = network;
  const sum = members.reduce((total, n) => total + (pieces.radiiMm[n] as number), 0);
  return {
    class: name,
    centreMm: endOf(pieces, centre),
    radiusMm: sum / members.length,
    susceptibilityPpm: pieces.susceptibilitiesPpm[centre] as number,
    pieces: members,
  };
}

/** Runs of pieces along the slice direction; long ones are cut. */
function crossSections(network: Network, sliceDirection: WorldPoint): VeinMimic[] {
  const { pieces, lengthsMm, next, present } = network;
  const least = Math.cos((THROUGH_DEGREES * Math.PI) / 180);
  const runs = (n: number): boolean => {
    if (!present(n)) return false;
    const direction = directionOf(pieces, n);
    const along = direction.reduce((sum, value, axis) => sum + value * (sliceDirection[axis] as number), 0);
    return Math.abs(along) >= least * (lengthsMm[n] as number);
  };
  const found: VeinMimic[] = [];
  const seen = new Uint8Array(lengthsMm.length);
  for (let first = 0; first < lengthsMm.length; first++) {
    const members: number[] = [];
    let lengthMm = 0;
    for (let n = first; n >= 0 && seen[n] === 0 && runs(n) && lengthMm < LONGEST_THROUGH_MM; n = next[n] as number) {
      members.push(n);
      seen[n] = 1;
      lengthMm += lengthsMm[n] as number;
    }
    if (lengthMm < THROUGH_MM) continue;
    found.push(mimicOf(network, "vein-cross-section", members[members.length >> 1] as number, members));
  }
  return found;
}

/** The sharpest place of each bend. */
function bends(network: Network): VeinMimic[] {
  const { lengthsMm, next } = network;
  const found: VeinMimic[] = [];
  const taken = new Uint8Array(lengthsMm.length);
  for (let n = 0; n < lengthsMm.length; n++) {
    const turn = turnAt(network, n);
    if (turn < BEND_DEGREES) continue;
    if (turnAt(network, next[n] as number) > turn || turnAt(network, network.pieces.parents[n] as number) > turn)
      continue;
    const members = around(network, n, [next[n] as number]);
    if (members.some((member) => taken[member] === 1)) continue;
    for (const member of members) taken[member] = 1;
    found.push(mimicOf(network, "vein-bend", n, members));
  }
  return found;
}

/** Degrees by which a vein turns over the arc around the end of a piece; 0 where there is less of it. */
function turnAt(network: Network, n: number): number {
  if (n < 0) return 0;
  const back = backwards(network, n);
  const ahead = forwards(network, network.next[n] as number);
  if (Math.min(back.lengthMm, ahead.lengthMm) < ARC_MM - SLACK_MM) return 0;
  const { pointsMm } = network.pieces;
  const corner = endOf(network.pieces, n);
  const start = 6 * (back.members.at(-1) as number);
  const tip = endOf(network.pieces, ahead.members.at(-1) as number);
  const from = corner.map((value, axis) => value - (pointsMm[start + axis] as number));
  const to = tip.map((value, axis) => value - (corner[axis] as number));
  const cosine =
    from.reduce((sum, value, axis) => sum + value * (to[axis] as number), 0) /
    (Math.hypot(...from) * Math.hypot(...to));
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

function bifurcations(network: Network): VeinMimic[] {
  const { pieces, branch, next, present } = network;
  const found: VeinMimic[] = [];
  for (let n = 0; n < branch.length; n++) {
    const side = branch[n] as number;
    if (side < 0 || !present(n) || !present(side)) continue;
    if ((pieces.radiiMm[side] as number) < LEAST_BRANCH_SHARE * (pieces.radiiMm[n] as number)) continue;
    found.push(mimicOf(network, "vein-bifurcation", n, around(network, n, [next[n] as number, side])));
  }
  return found;
}

/** The pieces within the arc before the end of a piece and along each that goes on from it. */
function around(network: Network, n: number, onwards: readonly number[]): number[] {
  return [...backwards(network, n).members, ...onwards.flatMap((piece) => forwards(network, piece).members)];
}

interface Arc {
  readonly members: readonly number[];
  readonly lengthMm: number;
}

function backwards(network: Network, n: number): Arc {
  return arcAlong(network, n, network.pieces.parents);
}

function forwards(network: Network, n: number): Arc {
  return arcAlong(network, n, network.next);
}

function arcAlong({ lengthsMm, present }: Network, start: number, onwards: Int32Array): Arc {
  const members: number[] = [];
  let lengthMm = 0;
  for (let n = start; present(n) && lengthMm < ARC_MM - SLACK_MM; n = onwards[n] as number) {
    members.push(n);
    lengthMm += lengthsMm[n] as number;
  }
  return { members, lengthMm };
}
