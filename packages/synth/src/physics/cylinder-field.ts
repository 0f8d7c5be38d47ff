import type { WorldPoint } from "@cmb/core";

/** A long straight vessel whose susceptibility differs from its surroundings. @since 0.1.0 */
export interface CylinderSource {
  readonly radiusMm: number;
  /** Difference to the surroundings: positive for venous blood. */
  readonly susceptibilityPpm: number;
  /** Direction of the axis, unit length, world axes. */
  readonly axis: WorldPoint;
}

/**
 * Field shift of an infinite cylinder in ppm of B0, B0 along z.
 *
 * With θ the angle between axis and B0 and φ the angle round the axis from the plane of axis and B0: inside
 * `Δχ/6 · (3 cos²θ − 1)`, outside `Δχ/2 · (a/ρ)² · sin²θ · cos 2φ` (SI susceptibility, Lorentz sphere included). A
 * vessel along B0 has no field outside; across B0 it has lobes of both signs, which is why a vein that runs through the
 * slice and one that runs within it bloom differently.
 *
 * @param offsetMm - from any point on the axis to the point, mm, world axes
 * @param cylinder - radius in mm, susceptibility difference in ppm, axis as a unit vector
 * @returns ppm of B0
 * @see Brown, Cheng, Haacke, Thompson & Venkatesan, Magnetic Resonance Imaging: Physical Principles and Sequence
 * Design, 2nd ed. 2014, chapter 25, doi:10.1002/9781118633953
 * @since 0.1.0
 */
export function cylinderFieldPpm(offsetMm: WorldPoint, cylinder: CylinderSource): number {
  const { radiusMm, susceptibilityPpm, axis } = cylinder;
  const [x, y, z] = offsetMm;
  const [ux, uy, uz] = axis;
  const along = x * ux + y * uy + z * uz;
  const squared = x * x + y * y + z * z - along * along;
  if (squared < radiusMm * radiusMm) return (susceptibilityPpm / 6) * (3 * uz * uz - 1);
  // sin²θ cos 2φ = 2 (ρ̂ · b⊥)² − |b⊥|², with b⊥ the part of B0 across the axis; ρ · b⊥ is z − along · uz.
  const acrossB0 = z - along * uz;
  const sinSquared = 1 - uz * uz;
  const angular = (2 * acrossB0 * acrossB0) / squared - sinSquared;
  return (susceptibilityPpm / 2) * ((radiusMm * radiusMm) / squared) * angular;
}
