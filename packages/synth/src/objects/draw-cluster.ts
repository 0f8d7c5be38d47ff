import type { Rng, WorldPoint } from "@cmb/core";
import type { DipoleSphere } from "./scene-object.js";

/** What the balls of one object have in common. @internal */
export interface ClusterShape {
  readonly centreMm: WorldPoint;
  /** Radius of the ball with the volume of all balls together. */
  readonly radiusMm: number;
  readonly susceptibilityPpm: number;
  readonly protonDensity: number;
  /** Length over width, 1 or more. */
  readonly aspect: number;
  readonly balls: number;
}

/** Centres off the axis, as a share of the radius. */
const SCATTER = 0.2;

/**
 * Balls along a random axis that are one object together: what makes it long, since one dipole looks round.
 *
 * Volumes add up to that of a ball of `radiusMm`, whatever their number; susceptibilities differ by 20 % up or down
 * from the mean.
 *
 * @internal
 */
export function drawCluster(rng: Rng, shape: ClusterShape): readonly DipoleSphere[] {
  const { balls, radiusMm, centreMm } = shape;
  const axis = drawDirection(rng);
  const raw = Array.from({ length: balls }, () => rng.uniform(0.8, 1.2));
  const scale = radiusMm / Math.cbrt(raw.reduce((sum, value) => sum + value ** 3, 0));
  const radii = raw.map((value) => value * scale);
  const widest = Math.max(...radii);
  // The chain from its first to its last surface is `aspect` times as long as its thickest ball.
  const spanMm = balls === 1 ? 0 : 2 * widest * Math.max(0, shape.aspect - 1);
  const offsets = radii.map((_, n) => (balls === 1 ? 0 : (n / (balls - 1) - 0.5) * spanMm));
  const scattered = offsets.map((along) => {
    const off = balls === 1 ? 0 : SCATTER * radiusMm;
    return [0, 1, 2].map((n) => along * (axis[n] as number) + rng.normal(0, off)) as [number, number, number];
  });
  const middle = [0, 1, 2].map((n) => scattered.reduce((sum, at) => sum + (at[n] as number), 0) / balls);
  return scattered.map((at, n) => ({
    centreMm: [
      centreMm[0] + at[0] - (middle[0] as number),
      centreMm[1] + at[1] - (middle[1] as number),
      centreMm[2] + at[2] - (middle[2] as number),
    ],
    radiusMm: radii[n] as number,
    susceptibilityPpm: shape.susceptibilityPpm * (balls === 1 ? 1 : rng.uniform(0.8, 1.2)),
    protonDensity: shape.protonDensity,
  }));
}

/** Uniform on the sphere. @internal */
export function drawDirection(rng: Rng): WorldPoint {
  const z = rng.uniform(-1, 1);
  const angle = rng.uniform(0, 2 * Math.PI);
  const across = Math.sqrt(1 - z * z);
  return [across * Math.cos(angle), across * Math.sin(angle), z];
}
