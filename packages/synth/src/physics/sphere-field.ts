import type { WorldPoint } from "@cmb/core";

/** A ball whose susceptibility differs from its surroundings. @since 0.1.0 */
export interface SphereSource {
  readonly radiusMm: number;
  /** Difference to the surroundings: positive for blood products, negative for calcium. */
  readonly susceptibilityPpm: number;
}

/**
 * Field shift of a sphere in ppm of B0, B0 along z.
 *
 * Outside `Δχ/3 · (R/r)³ · (3 cos²θ − 1)`, the field of a dipole; inside 0, because the Lorentz sphere cancels the
 * uniform field of the ball itself.
 *
 * @param offsetMm - from the centre of the sphere to the point, mm, world axes
 * @param sphere - radius in mm and susceptibility difference in ppm
 * @returns ppm of B0
 * @example
 * ```ts
 * import { sphereFieldPpm } from "@cmb/synth";
 * sphereFieldPpm([0, 0, 2], { radiusMm: 1, susceptibilityPpm: 1.2 }).toFixed(3); // => "0.100"
 * ```
 * @see Schenck 1996, The role of magnetic susceptibility in magnetic resonance imaging, doi:10.1118/1.597854
 * @since 0.1.0
 */
export function sphereFieldPpm(offsetMm: WorldPoint, { radiusMm, susceptibilityPpm }: SphereSource): number {
  const [x, y, z] = offsetMm;
  const squared = x * x + y * y + z * z;
  if (squared < radiusMm * radiusMm) return 0;
  const ratio = (radiusMm * radiusMm * radiusMm) / (squared * Math.sqrt(squared));
  return (susceptibilityPpm / 3) * ratio * ((3 * z * z) / squared - 1);
}
