import type { Shape } from "@cmb/core";

/** The lines of a grid along one axis: voxel `t` of line `x` in slab `o` is `(o · length + t) · stride + x`. */
export interface AxisLines {
  /** Slabs that hold `stride` lines each. */
  readonly outer: number;
  /** Voxels of one line. */
  readonly length: number;
  /** From one voxel of a line to the next; also how many lines lie side by side. */
  readonly stride: number;
}

/** How the lines along an axis lie in memory. */
export function axisLines([ni, nj, nk]: Shape, axis: 0 | 1 | 2): AxisLines {
  if (axis === 0) return { outer: nj * nk, length: ni, stride: 1 };
  if (axis === 1) return { outer: nk, length: nj, stride: ni };
  return { outer: 1, length: nk, stride: ni * nj };
}
