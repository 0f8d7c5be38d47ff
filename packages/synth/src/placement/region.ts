import type { WorldPoint } from "@cmb/core";

/** A box in world space in which objects may lie. @internal */
export interface Region {
  readonly contains: (pointMm: WorldPoint) => boolean;
}

/** The field of view less a margin on each side. It does not depend on the voxel size. @internal */
export function createRegion(
  centreMm: WorldPoint,
  fieldOfViewMm: readonly [number, number, number],
  marginMm: number,
): Region {
  const half = fieldOfViewMm.map((length) => length / 2 - marginMm);
  return {
    contains: (point) => point.every((x, axis) => Math.abs(x - (centreMm[axis] ?? 0)) <= (half[axis] ?? 0)),
  };
}

/** Whether a point keeps its distance in mm from all others. @internal */
export function clearOf(point: WorldPoint, others: readonly WorldPoint[], clearanceMm: number): boolean {
  const [x, y, z] = point;
  return others.every((other) => Math.hypot(x - other[0], y - other[1], z - other[2]) >= clearanceMm);
}
