import { addWeightedRowsInto } from "@cmb/preprocess";
import type { SliceWeights } from "./slice-weights.js";

/** Which planes are added to which slices. */
export interface PlaneSums {
  readonly slices: readonly SliceWeights[];
  /** Voxels of a plane. */
  readonly area: number;
  readonly firstPlane: number;
  readonly count: number;
}

/** Adds weighted planes to every slice that needs them. @internal */
export function addPlanes(
  planes: Float32Array,
  { slices, area, firstPlane, count }: PlaneSums,
  out: Float32Array,
): void {
  const sums = slices.map(({ first, weights }) => {
    const begin = Math.max(first, firstPlane);
    const end = Math.min(first + weights.length, firstPlane + count);
    if (end <= begin) return { first: 0, weights: [] };
    return { first: begin - firstPlane, weights: weights.subarray(begin - first, end - first) };
  });
  addWeightedRowsInto(planes, { rowLength: area, sums }, out);
}
