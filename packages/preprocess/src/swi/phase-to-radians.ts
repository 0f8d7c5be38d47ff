import type { Volume, VoxelArray } from "@cmb/core";
import { mapVoxels } from "../map-voxels.js";
import { type PhaseScale, radiansOf, recognisePhaseScale } from "./phase-scale.js";

/** What {@link phaseToRadians} knows about the stored values. @since 0.1.0 */
export interface PhaseToRadiansOptions {
  /** What they mean. Unless given it is recognised from the values, and `recognised` says so. */
  readonly scale?: PhaseScale | undefined;
}

/** Phase in radians, and how it came about. @since 0.1.0 */
export interface PhaseInRadians {
  /** Float32, −π to π where the scale is one of a scanner. */
  readonly volume: Volume;
  /** The scale that was used. */
  readonly scale: PhaseScale;
  /** Whether the scale was taken from the values: show it to the user. */
  readonly recognised: boolean;
}

/**
 * Phase in radians from the numbers that a scanner stores.
 *
 * Recognised are whole numbers from −4096 to 4096 or 0 to 4096 that spread over more than half of that, and fractions of
 * up to ±π and at least ±1. NaN and infinities are left out of that and stay what they are.
 *
 * @param phase - stored values, any voxel type
 * @param options - see {@link PhaseToRadiansOptions}
 * @returns a new float32 volume and the scale
 * @throws CmbError `INVALID_ARGUMENT` when no scale is given and the values fit none, `OUT_OF_RANGE` when the two values
 * of a scale are not finite and in order
 * @since 0.1.0
 */
export function phaseToRadians(phase: Volume<VoxelArray>, { scale }: PhaseToRadiansOptions = {}): PhaseInRadians {
  const used = scale ?? recognisePhaseScale("phaseToRadians", [phase]);
  const { factor, offset } = radiansOf("phaseToRadians", used);
  const volume = mapVoxels(phase, (value) => value * factor + offset);
  return { volume, scale: used, recognised: scale === undefined };
}
