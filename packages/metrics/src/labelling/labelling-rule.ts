import type { Connectivity } from "@cmb/core";

/** What counts as foreground: values above the threshold, or from it on. @since 0.1.0 */
export interface Foreground {
  readonly threshold: number;
  /** `"above"`: value > threshold; `"from"`: value ≥ threshold. NaN is never foreground. */
  readonly includes: "above" | "from";
}

/** How a mask or probability image becomes lesions. No defaults: published results differ by each of these. @since 0.1.0 */
export interface LabellingRule {
  readonly foreground: Foreground;
  readonly connectivity: Connectivity;
}

/**
 * What a foreground voxel of a soft image weighs in sums: its value, held to 0…1.
 *
 * @param value - voxel value
 * @returns a number from 0 to 1
 * @internal
 */
export function voxelWeight(value: number): number {
  return Math.min(1, Math.max(0, value));
}
