/**
 * The published resolution level of a scan: low when both voxel sizes within the slice are above 0.5 mm.
 *
 * @param spacingMm - of the scan as it was acquired; the third is taken for the slice direction
 * @returns `"low"` or `"high"`
 * @since 0.1.0
 */
export function resolutionLevel(spacingMm: readonly [number, number, number]): "low" | "high" {
  return spacingMm[0] > 0.5 && spacingMm[1] > 0.5 ? "low" : "high";
}
