import { CmbError } from "@cmb/core";
import { pointSlabInto } from "./point-slab.js";
import type { ResamplingPlan } from "./resampling-plan.js";
import { separableSlabInto } from "./separable-slab.js";

/** Slices of a result: `from` up to, and without, `to`. @since 0.1.0 */
export interface SliceRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The slices k of a resampled image, into an array of the caller: the kernel under {@link resample}. Slabs may be made
 * in any order and number; each has the same bits as in the whole.
 *
 * @param plan - from `planResampling`
 * @param slices - which slices of the plan's grid
 * @param out - receives `slices.to − slices.from` slices, the first at its start
 * @throws CmbError `OUT_OF_RANGE` when the plan has no such slices, `SHAPE_MISMATCH` when `out` has another length
 * @since 0.1.0
 */
export function resampleSlabInto(plan: ResamplingPlan, slices: SliceRange, out: Float32Array): void {
  const { from, to } = slices;
  const [ni, nj, nk] = plan.shape;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= nk)) {
    const message = `resampleSlabInto: slices ${from} to ${to} of ${nk}; give whole numbers with 0 ≤ from ≤ to ≤ ${nk}`;
    const value = from >= 0 && from <= nk ? to : from;
    throw new CmbError("OUT_OF_RANGE", message, { name: "slices", value, minimum: 0, maximum: nk });
  }
  if (out.length !== ni * nj * (to - from)) {
    const message = `resampleSlabInto: ${to - from} slices of ${ni}×${nj} voxels do not fill ${out.length} values`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [ni * nj * (to - from)], actual: [out.length] });
  }
  if ("taps" in plan.kernel) separableSlabInto(plan.kernel, slices, out);
  else pointSlabInto(plan.kernel, slices, out);
}
