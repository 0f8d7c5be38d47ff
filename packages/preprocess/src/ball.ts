import { CmbError } from "@cmb/core";

/** The ball that {@link erode}, {@link dilate} and {@link close} work with. @since 0.1.0 */
export interface BallOptions {
  /** Radius in mm; distances are from voxel centre to voxel centre. */
  readonly radiusMm: number;
}

/** The squared radius with room for float32 rounding, so that a voxel exactly at the radius counts as within. */
export function squaredLimit(operation: string, radiusMm: number): number {
  if (radiusMm >= 0 && Number.isFinite(radiusMm)) return radiusMm * radiusMm * (1 + 1e-6);
  const message = `${operation}: radiusMm is ${radiusMm}; give a length of 0 or more`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "radiusMm", value: radiusMm, minimum: 0 });
}
