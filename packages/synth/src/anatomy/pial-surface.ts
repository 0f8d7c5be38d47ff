import { ellipsoidDistance } from "./shapes.js";

/** Half axes of the brain to the right, to the front and to the top, in mm of an adult head. @internal */
export const PIAL_RADII_MM = [66, 83, 62] as const;

/** By how much the head narrows towards the front: share of its width per mm. */
const TAPER_PER_MM = 0.0013;

const PIAL = { centre: [0, 0, 0], radii: PIAL_RADII_MM } as const;

/** Distance in mm from the smooth outer surface of the brain, negative inside. @internal */
export function pialDistance(x: number, y: number, z: number): number {
  return ellipsoidDistance(PIAL, x * (1 + TAPER_PER_MM * y), y, z);
}
