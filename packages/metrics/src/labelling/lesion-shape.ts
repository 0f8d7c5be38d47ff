import type { RegionStatistics } from "@cmb/core";

/** Size and shape of one lesion, as strata use them. @since 0.1.0 */
export interface LesionShape {
  readonly volumeMm3: number;
  /** Diameter of the sphere with the same volume. */
  readonly diameterMm: number;
  /** Longest side of the bounding box along the grid, voxels counted whole. */
  readonly longestMm: number;
  /**
   * Ratio of the largest to the smallest spread of the voxel centres, at least 1; 1 below four voxels. Spreads finer
   * than half a voxel count as half a voxel. Not the elongation of `shapeFeatures` and of the detector's report, which is
   * the second over the first axis, 0 to 1.
   */
  readonly axisRatio: number;
}

const MIN_VOXELS_FOR_SPREAD = 4;

/**
 * Size and shape of one lesion from its region statistics.
 *
 * `axisRatio = sqrt(max(λ₁, f) / max(λ₃, f))` with λ the eigenvalues of the sample covariance of the voxel centres and
 * f = (smallest voxel side / 2)².
 *
 * @param region - from `regionStatistics`
 * @param spacingMm - mm per voxel
 * @returns plain numbers
 * @see subyoung/Microbleed-review-viewer imaging.py `lesion_shape` (MIT), whose definitions these are; it calls the ratio `elongation`
 * @since 0.1.0
 */
export function lesionShape(region: RegionStatistics, spacingMm: readonly [number, number, number]): LesionShape {
  const { first, last } = region.boundingBox;
  const extents = spacingMm.map((side, axis) => ((last[axis] ?? 0) - (first[axis] ?? 0) + 1) * side);
  const n = region.sizeVoxels;
  const floor = (Math.min(...spacingMm) / 2) ** 2;
  const [largest, , smallest] = region.principalVariancesMm2.map((variance) => (variance * n) / (n - 1));
  const ratio = Math.max(largest ?? 0, floor) / Math.max(smallest ?? 0, floor);
  return {
    volumeMm3: region.volumeMm3,
    diameterMm: 2 * Math.cbrt((3 * region.volumeMm3) / (4 * Math.PI)),
    longestMm: Math.max(...extents),
    axisRatio: n < MIN_VOXELS_FOR_SPREAD ? 1 : Math.sqrt(ratio),
  };
}
