import type { AirCavity, Head } from "../anatomy/head.js";
import { sphereFieldPpm } from "../physics/sphere-field.js";

/** Air against tissue: +0.36 against −9.05 ppm. */
const AIR_SUSCEPTIBILITY_PPM = 9.4;
/** Beyond this many radii the field is flat over a voxel. */
const REACH_RADII = 6;

/**
 * Share of a voxel's signal that the air in the skull base leaves.
 *
 * Each cavity is a sphere; its field changes linearly over a voxel, so that the mean of `exp(iφ)` is the product of
 * `sin(Δφ/2) / (Δφ/2)` over the axes, Δφ the phase from face to face. Magnitude alone: the phase is background phase.
 *
 * @param head - from `createHead`
 * @param voxel - centre and size in world mm
 * @param phasePerPpm - rad at the echo
 * @returns 0 to 1
 * @internal
 */
export function airDropout(
  head: Head,
  voxel: {
    readonly centreMm: readonly [number, number, number];
    readonly spacingMm: readonly [number, number, number];
  },
  phasePerPpm: number,
): number {
  let left = 1;
  for (const cavity of head.airCavities) left *= dropoutOf(cavity, head.scale, voxel, phasePerPpm);
  return left;
}

function dropoutOf(
  cavity: AirCavity,
  scale: number,
  { centreMm, spacingMm }: Parameters<typeof airDropout>[1],
  phasePerPpm: number,
): number {
  const x = centreMm[0] - cavity.centreMm[0] * scale;
  const y = centreMm[1] - cavity.centreMm[1] * scale;
  const z = centreMm[2] - cavity.centreMm[2] * scale;
  const radiusMm = cavity.radiusMm * scale;
  const distance = Math.hypot(x, y, z);
  if (distance > REACH_RADII * radiusMm) return 1;
  if (distance < radiusMm) return 0;
  const sphere = { radiusMm, susceptibilityPpm: AIR_SUSCEPTIBILITY_PPM };
  const field = (i: number, j: number, k: number): number => sphereFieldPpm([x + i, y + j, z + k], sphere);
  const [hx, hy, hz] = [spacingMm[0] / 2, spacingMm[1] / 2, spacingMm[2] / 2];
  return Math.abs(
    sinc((phasePerPpm * (field(hx, 0, 0) - field(-hx, 0, 0))) / 2) *
      sinc((phasePerPpm * (field(0, hy, 0) - field(0, -hy, 0))) / 2) *
      sinc((phasePerPpm * (field(0, 0, hz) - field(0, 0, -hz))) / 2),
  );
}

function sinc(angle: number): number {
  return Math.abs(angle) < 1e-6 ? 1 : Math.sin(angle) / angle;
}
