import { CmbError } from "@cmb/core";

/** How far a microbleed may grow. @since 0.1.0 */
export interface GrowthLimits {
  /** The voxels of a ball of the largest diameter, rounded down. */
  readonly maximumVoxels: number;
  /** The largest diameter in voxels of the finest axis, rounded down. */
  readonly maximumDistanceVoxels: number;
}

/**
 * The limits that region growing gets for lesions of at most one diameter: `int(4/3·π·(d/2)³ / Π v)` voxels, and
 * `int(d / min v)` voxels from the seed.
 *
 * The distance is counted in voxels of any axis alike, so on thick slices it reaches further than the diameter.
 *
 * @param spacingMm - size of a voxel along i, j and k
 * @param options - `diameterMm`: 10 unless given, the largest that counts as a microbleed
 * @returns both limits
 * @throws CmbError `OUT_OF_RANGE` when a length is not above 0
 * @since 0.1.0
 */
export function growthLimits(
  spacingMm: readonly [number, number, number],
  { diameterMm = 10 }: { readonly diameterMm?: number | undefined } = {},
): GrowthLimits {
  for (const [name, value] of Object.entries({ diameterMm, spacingMm: Math.min(...spacingMm) })) {
    if (value > 0 && Number.isFinite(value)) continue;
    const message = `growthLimits: ${name} is ${value}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
  }
  const ballMm3 = (4 / 3) * Math.PI * (diameterMm / 2) ** 3;
  return {
    maximumVoxels: Math.floor(ballMm3 / (spacingMm[0] * spacingMm[1] * spacingMm[2])),
    maximumDistanceVoxels: Math.floor(diameterMm / Math.min(...spacingMm)),
  };
}
