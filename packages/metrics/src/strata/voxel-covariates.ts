import { CmbError } from "@cmb/core";

/** What a scan's voxels say of its acquisition. @since 0.1.0 */
export interface VoxelCovariates {
  /** The longest side of a voxel. */
  readonly sliceThicknessMm: number;
  /** The shorter of the other two sides. */
  readonly inPlaneMm: number;
  /** `"low"` where both sides within the slice are longer than 0.5 mm, the published tables' rule. */
  readonly resolution: "low" | "high";
}

/**
 * Covariates for strata by slice thickness and resolution in the plane, from the voxel size of the scan as acquired. Of
 * a mask that was resampled they say nothing about the acquisition.
 *
 * @param spacingMm - mm per voxel along i, j and k, slices in any direction
 * @returns numbers and a level, to be spread into a case's `covariates`
 * @throws CmbError `OUT_OF_RANGE` for a side that is not a positive length
 * @example
 * ```ts
 * import { voxelCovariates } from "@cmb/metrics";
 * voxelCovariates([0.45, 0.45, 2]); // => { sliceThicknessMm: 2, inPlaneMm: 0.45, resolution: "high" }
 * ```
 * @since 0.1.0
 */
export function voxelCovariates(spacingMm: readonly [number, number, number]): VoxelCovariates {
  const broken = spacingMm.find((side) => !(side > 0 && Number.isFinite(side)));
  if (broken !== undefined) {
    const message = `voxelCovariates: a voxel side is ${broken} mm; give three lengths above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "spacingMm", value: broken, minimum: 0 });
  }
  const [inPlaneMm, , sliceThicknessMm] = [...spacingMm].sort((a, b) => a - b) as [number, number, number];
  return { sliceThicknessMm, inPlaneMm, resolution: inPlaneMm > 0.5 ? "low" : "high" };
}
