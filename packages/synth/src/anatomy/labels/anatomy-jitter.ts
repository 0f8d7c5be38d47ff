import type { Rng, WorldPoint } from "@cmb/core";

/** How a head is bent, turned and stretched: plain JSON. @since 0.1.0 */
export interface AnatomyJitter {
  /** About x, y and z. */
  readonly rotationDegrees: WorldPoint;
  /** Along x, y and z of the head. */
  readonly scale: WorldPoint;
  readonly flip: boolean;
  /** Control points of a smooth displacement: how far apart they are, and where each goes, x, y, z in turn. */
  readonly elastic: {
    readonly points: number;
    readonly displacementsMm: readonly number[];
  };
}

const POINTS = 7;

/**
 * Draws a jitter: rotation of 8° (standard deviation) about each axis, scale 0.88 to 1.15 along each, left and right
 * exchanged half of the time, and a displacement of 0.3 to 2 mm on 7³ control points.
 *
 * @param rng - drawn from
 * @returns plain data for `anatomyFromLabels`
 * @since 0.1.0
 */
export function drawAnatomyJitter(rng: Rng): AnatomyJitter {
  const sd = rng.uniform(0.3, 2);
  return {
    rotationDegrees: [rng.normal(0, 8), rng.normal(0, 8), rng.normal(0, 8)],
    scale: [rng.uniform(0.88, 1.15), rng.uniform(0.88, 1.15), rng.uniform(0.88, 1.15)],
    flip: rng.uniform() < 0.5,
    elastic: {
      points: POINTS,
      displacementsMm: Array.from({ length: 3 * POINTS ** 3 }, () => rng.normal(0, sd)),
    },
  };
}
