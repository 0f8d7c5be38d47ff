import type { WorldPoint } from "@cmb/core";

/** An axis-aligned ellipsoid in millimetres. @internal */
export interface Ellipsoid {
  readonly centre: WorldPoint;
  readonly radii: WorldPoint;
}

/** A bar with round ends whose radius changes evenly from one end to the other, in millimetres. @internal */
export interface RoundCone {
  readonly from: WorldPoint;
  readonly to: WorldPoint;
  readonly fromRadius: number;
  readonly toRadius: number;
}

/**
 * Distance from a point to an ellipsoid, negative inside; exact on the surface and for spheres, first order elsewhere.
 *
 * @see Quilez, Ellipsoid distance bound: `k0 (k0 − 1) / k1`
 * @internal
 */
export function ellipsoidDistance({ centre, radii }: Ellipsoid, x: number, y: number, z: number): number {
  const a = (x - centre[0]) / radii[0];
  const b = (y - centre[1]) / radii[1];
  const c = (z - centre[2]) / radii[2];
  const k0 = Math.sqrt(a * a + b * b + c * c);
  const k1 = Math.sqrt((a / radii[0]) ** 2 + (b / radii[1]) ** 2 + (c / radii[2]) ** 2);
  return k1 === 0 ? -Math.min(radii[0], radii[1], radii[2]) : (k0 * (k0 - 1)) / k1;
}

/** Distance from a point to a round cone, negative inside; exact where both radii are equal. @internal */
export function roundConeDistance(cone: RoundCone, x: number, y: number, z: number): number {
  const { from, to, fromRadius, toRadius } = cone;
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const dz = to[2] - from[2];
  const px = x - from[0];
  const py = y - from[1];
  const pz = z - from[2];
  const t = Math.min(1, Math.max(0, (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz)));
  const rx = px - t * dx;
  const ry = py - t * dy;
  const rz = pz - t * dz;
  return Math.sqrt(rx * rx + ry * ry + rz * rz) - (fromRadius + t * (toRadius - fromRadius));
}
