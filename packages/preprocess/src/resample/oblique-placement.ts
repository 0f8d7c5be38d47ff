import type { Axis, Shape, VoxelIndex } from "@cmb/core";
import { voxelToWorld } from "@cmb/core";
import type { Box } from "../geometry/box.js";
import { type Edges, insideRange } from "./axis-positions.js";
import type { GridMapping } from "./grid-mapping.js";
import type { ObliquePlacement, PointRule } from "./resampling-plan.js";

type Three<T> = readonly [T, T, T];

interface ObliqueGrids {
  readonly mapping: GridMapping;
  /** Of the target. */
  readonly box: Box;
  readonly edges: Edges;
  /** Of the source. */
  readonly fullShape: Shape;
}

/** Where a box of an oblique grid lies on the source, and the part of the source that it needs. */
export function obliquePlacement(
  { mapping, box, edges, fullShape }: ObliqueGrids,
  rule: PointRule,
): { readonly placement: ObliquePlacement; readonly ranges: Three<readonly [number, number]> } {
  const corners = cornersOf(box).map((corner) => voxelToWorld(mapping.matrix, corner));
  const rangeOf = (axis: Axis): readonly [number, number] => {
    // Coefficients depend on the whole line.
    if (rule === "cubic") return [0, fullShape[axis]];
    const along = corners.map((corner) => corner[axis]);
    const last = fullShape[axis] - 1;
    const from = Math.min(last, Math.max(0, Math.floor(Math.min(...along)) - 1));
    return [from, Math.max(from, Math.min(last, Math.ceil(Math.max(...along)) + 1)) + 1];
  };
  const ranges = [rangeOf(0), rangeOf(1), rangeOf(2)] as const;
  return {
    placement: {
      kind: "oblique",
      matrix: mapping.matrix,
      origin: box.from,
      fullShape,
      first: [ranges[0][0], ranges[1][0], ranges[2][0]],
      inside: [insideRange(fullShape[0], edges), insideRange(fullShape[1], edges), insideRange(fullShape[2], edges)],
    },
    ranges,
  };
}

/** The eight outermost voxels of a box. */
function cornersOf({ from, to }: Box): readonly VoxelIndex[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [
    n & 1 ? to[0] - 1 : from[0],
    n & 2 ? to[1] - 1 : from[1],
    n & 4 ? to[2] - 1 : from[2],
  ]);
}
