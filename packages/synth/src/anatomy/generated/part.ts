import { ellipsoidDistance, roundConeDistance } from "../shapes.js";
import { type Tissue, tissueIndex } from "../tissue.js";

type Triple = readonly [number, number, number];

/** A body of one tissue on both sides of the head: an ellipsoid or a bar. @internal */
export interface Part {
  readonly tissue: number;
  readonly fromMm: Triple;
  readonly toMm: Triple;
  /** Distance in mm to its surface, negative inside; `side` is the distance from the midline. */
  readonly distance: (side: number, y: number, z: number) => number;
}

/** @internal */
export function ball(tissue: Tissue, centre: Triple, radii: Triple): Part {
  const shape = { centre, radii };
  return {
    tissue: tissueIndex(tissue),
    fromMm: [centre[0] - radii[0], centre[1] - radii[1], centre[2] - radii[2]],
    toMm: [centre[0] + radii[0], centre[1] + radii[1], centre[2] + radii[2]],
    distance: (side, y, z) => ellipsoidDistance(shape, side, y, z),
  };
}

/** A chain of bars: x, y, z and radius of each of its points. @internal */
export function chain(
  tissue: Tissue,
  points: readonly (readonly [x: number, y: number, z: number, radius: number])[],
): readonly Part[] {
  return points.slice(1).map((to, n) => {
    const from = points[n] as (typeof points)[number];
    const cone = {
      from: [from[0], from[1], from[2]],
      to: [to[0], to[1], to[2]],
      fromRadius: from[3],
      toRadius: to[3],
    } as const;
    const radius = Math.max(from[3], to[3]);
    const low = (axis: 0 | 1 | 2): number => Math.min(from[axis], to[axis]) - radius;
    const high = (axis: 0 | 1 | 2): number => Math.max(from[axis], to[axis]) + radius;
    return {
      tissue: tissueIndex(tissue),
      fromMm: [low(0), low(1), low(2)],
      toMm: [high(0), high(1), high(2)],
      distance: (side, y, z) => roundConeDistance(cone, side, y, z),
    };
  });
}
