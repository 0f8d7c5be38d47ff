import type { VoxelArray } from "@cmb/core";
import { majorityRowInto } from "./majority-rows.js";
import { nearestSlabInto } from "./nearest-slab.js";
import { linearRowInto, nearestRowInto, type PointRow } from "./point-rows.js";
import type { PointPlan, PointRule } from "./resampling-plan.js";
import { alignedRowInto, newRowPositions, obliqueRowInto } from "./row-positions.js";
import { splineRowInto } from "./spline-point-rows.js";

const rowKernels: Readonly<Record<PointRule, (row: PointRow, out: VoxelArray) => void>> = {
  nearest: nearestRowInto,
  linear: linearRowInto,
  cubic: splineRowInto,
  majority: majorityRowInto,
};

/** The slices `from` to `to` of the result, voxel by voxel. */
export function pointSlabInto<D extends VoxelArray>(
  plan: PointPlan<D>,
  { from, to }: { readonly from: number; readonly to: number },
  out: D,
): void {
  const { placement, rule, source, sourceShape, fill } = plan;
  if (rule === "nearest" && placement.kind === "aligned") {
    nearestSlabInto(plan, placement, { from, to }, out);
    return;
  }
  const [ni, nj] = plan.shape;
  const positions = newRowPositions(ni);
  for (let k = from; k < to; k++) {
    for (let j = 0; j < nj; j++) {
      const span =
        placement.kind === "aligned"
          ? alignedRowInto(placement.positions, { j, k }, positions)
          : obliqueRowInto(placement, { j, k }, positions);
      const start = ni * (j + nj * (k - from));
      out.fill(fill, start, start + span.from);
      out.fill(fill, start + span.to, start + ni);
      rowKernels[rule]({ source, shape: sourceShape, positions, start, ...span }, out);
    }
  }
}
