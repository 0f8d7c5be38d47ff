import type { Axis, Shape } from "@cmb/core";
import type { Box } from "../geometry/box.js";
import { columnOf, type GridMapping } from "./grid-mapping.js";

/** A line of target voxels on a source axis: voxel `first + t` lies at `scale · (first + t) + offset`. */
export interface AxisLine {
  readonly scale: number;
  readonly offset: number;
  readonly first: number;
  readonly count: number;
  /** Voxels along the source axis. */
  readonly length: number;
}

/** What {@link axisLine} is taken from: grids whose axes are parallel, and a box of the target. */
export interface AlignedGrids {
  readonly mapping: GridMapping;
  /** `axes[n]` is the source axis along which target axis n runs. */
  readonly axes: readonly [Axis, Axis, Axis];
  readonly box: Box;
  /** Of the source. */
  readonly shape: Shape;
}

/** The line along target axis `n`. */
export function axisLine({ mapping, axes, box, shape }: AlignedGrids, n: Axis): AxisLine {
  const axis = axes[n];
  const { matrix } = mapping;
  return {
    scale: columnOf(matrix, n)[axis],
    offset: ([matrix[3], matrix[7], matrix[11]] as const)[axis],
    first: box.from[n],
    count: box.to[n] - box.from[n],
    length: shape[axis],
  };
}
