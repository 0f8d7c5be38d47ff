import { ellipsoidDistance, roundConeDistance } from "../shapes.js";
import { type Extent, type Lattice, sampleLattice } from "./lattice.js";

/** In mm of an adult head: origin at the anterior commissure, axes right, front, top. @internal */
export const HEAD_EXTENT: Extent = { fromMm: [-86, -120, -112], toMm: [86, 113, 96] };

/** The ellipsoid that the folds of the cortex keep to. @internal */
export const CEREBRUM = { centre: [0, -17, 13], radii: [68, 87, 66] } as const;

const TEMPORAL = [
  { from: [35, 13, -31], to: [44, -8, -24], fromRadius: 12, toRadius: 18 },
  { from: [44, -8, -24], to: [46, -38, -16], fromRadius: 18, toRadius: 21 },
  { from: [46, -38, -16], to: [40, -64, -4], fromRadius: 21, toRadius: 20 },
  { from: [23, -3, -22], to: [25, -32, -14], fromRadius: 9, toRadius: 10 },
] as const;
const CEREBELLUM = [
  { centre: [26, -64, -33], radii: [30, 30, 26] },
  { centre: [0, -65, -28], radii: [14, 26, 28] },
  { centre: [16, -52, -50], radii: [11, 12, 11] },
] as const;
const CISTERNS = [
  { from: [0, 7, -14], to: [0, -20, -24], fromRadius: 11, toRadius: 18 },
  { from: [0, -20, -24], to: [0, -28, -36], fromRadius: 18, toRadius: 18 },
  { from: [0, -28, -36], to: [0, -42, -62], fromRadius: 18, toRadius: 13 },
  { from: [0, -42, -62], to: [0, -48, -124], fromRadius: 10, toRadius: 7.5 },
] as const;
/** What lies on both sides of the tentorium. */
const BESIDE_TENTORIUM = { centre: [0, -66, -15], radii: [54, 34, 26] } as const;

const VAULT = { centre: [0, -14, 10], radii: [80, 103, 80] } as const;
const FACE = { centre: [0, 46, -52], radii: [60, 55, 66] } as const;
const JAW = { centre: [0, 48, -96], radii: [46, 44, 30] } as const;
const NOSE = { from: [0, 96, -34], to: [0, 104, -58], fromRadius: 5, toRadius: 9 } as const;
const NECK = { from: [0, -34, -50], to: [0, -42, -140], fromRadius: 62, toRadius: 58 } as const;
const EAR = { centre: [80, -30, -38], radii: [5, 15, 27] } as const;

/** Smallest of two distances, with a rounded edge between them. */
function smoothMin(a: number, b: number, roundMm: number): number {
  const h = Math.max(roundMm - Math.abs(a - b), 0) / roundMm;
  return Math.min(a, b) - 0.25 * h * h * roundMm;
}

function smoothMax(a: number, b: number, roundMm: number): number {
  return -smoothMin(-a, -b, roundMm);
}

/** Height of the tentorium above a place: a ridge in the middle that falls to the back and, ever less steeply, to the sides. @internal */
export function tentoriumHeight(side: number, y: number): number {
  return 5 + 0.2 * (y + 38) - 12 * (1 - Math.exp(-side / 14)) - 0.22 * side;
}

/** Height below which there is no cerebrum, temporal lobes aside. */
function cerebralFloor(side: number, y: number): number {
  const front = y > 12 ? -19 + 0.004 * side * side : -14;
  const back = tentoriumHeight(side, y) + 1.2;
  const share = Math.min(1, Math.max(0, (-28 - y) / 14));
  return front + share * (back - front);
}

/** Distance to the smooth hull of the cerebrum. @internal */
export function cerebrumDistance(side: number, y: number, z: number): number {
  const narrowing = 1 + 0.0014 * (y + 17);
  const whole = ellipsoidDistance(CEREBRUM, side * narrowing, y, z);
  let distance = smoothMax(whole, cerebralFloor(side, y) - z, 10);
  for (const lobe of TEMPORAL) distance = smoothMin(distance, roundConeDistance(lobe, side, y, z), 7);
  // Behind the petrous bone the temporal and occipital lobes rest on the tentorium.
  return Math.max(distance, tentoriumHeight(side, y) + 1.2 - z - 3 * Math.max(0, y + 48));
}

/** Distance to the smooth hull of the cerebellum. @internal */
export function cerebellumDistance(side: number, y: number, z: number): number {
  let distance = Number.POSITIVE_INFINITY;
  for (const part of CEREBELLUM) distance = smoothMin(distance, ellipsoidDistance(part, side, y, z), 5);
  return smoothMax(distance, z - tentoriumHeight(side, y) + 1.9, 3);
}

function cavityDistance(side: number, y: number, z: number): number {
  let distance = smoothMin(cerebrumDistance(side, y, z) - 2, cerebellumDistance(side, y, z) - 2.5, 8);
  distance = smoothMin(distance, ellipsoidDistance(BESIDE_TENTORIUM, side, y, z), 6);
  for (const cistern of CISTERNS) distance = smoothMin(distance, roundConeDistance(cistern, side, y, z), 8);
  return distance;
}

function outerDistance(side: number, y: number, z: number): number {
  let distance = ellipsoidDistance(VAULT, side * (1 + 0.001 * (y + 14)), y, z);
  distance = smoothMin(distance, ellipsoidDistance(FACE, side, y, z), 18);
  distance = smoothMin(distance, ellipsoidDistance(JAW, side, y, z), 14);
  distance = smoothMin(distance, roundConeDistance(NECK, side, y, z), 30);
  distance = smoothMin(distance, roundConeDistance(NOSE, side, y, z), 8);
  distance = smoothMin(distance, ellipsoidDistance(EAR, side, y, z), 5);
  // Wherever the brain reaches, there is a skull over it and a scalp over that.
  return smoothMin(distance, cavityDistance(side, y, z) - LEAST_COVER_MM, 8);
}

/** Distances in mm, negative inside, of the surfaces that divide a head, by the distance from the midline. @internal */
export interface HeadSurfaces {
  readonly outer: Lattice;
  /** The inner table of the skull and the spinal canal. */
  readonly cavity: Lattice;
  readonly cerebrum: Lattice;
  readonly cerebellum: Lattice;
}

const PITCH_MM = 3;
const LEAST_COVER_MM = 11;

/** @internal */
export function createHeadSurfaces(): HeadSurfaces {
  const { fromMm, toMm } = HEAD_EXTENT;
  const extent = (margin: number): Extent => ({
    fromMm: [0, fromMm[1] - margin, fromMm[2] - margin],
    toMm: [toMm[0] + margin, toMm[1] + margin, toMm[2] + margin],
  });
  const sample = (distance: (side: number, y: number, z: number) => number): Lattice => {
    return sampleLattice(distance, extent(6), PITCH_MM);
  };
  return {
    outer: sample(outerDistance),
    cavity: sample(cavityDistance),
    cerebrum: sample(cerebrumDistance),
    cerebellum: sample(cerebellumDistance),
  };
}
