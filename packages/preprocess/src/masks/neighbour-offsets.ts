import { CmbError, type Connectivity, type VoxelIndex } from "@cmb/core";

/**
 * The neighbours of a voxel in a fixed order: i slowest, then j, then k.
 *
 * The order of nested loops over x, y and z in the published code's language. It decides which of two parents asks first.
 *
 * @throws CmbError `INVALID_ARGUMENT` when the connectivity is none of 6, 18 and 26
 */
export function neighbourOffsets(operation: string, connectivity: Connectivity): readonly VoxelIndex[] {
  if (![6, 18, 26].includes(connectivity)) {
    const message = `${operation}: the connectivity is ${connectivity}; give 6, 18 or 26`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "connectivity", value: connectivity });
  }
  const reach = { 6: 1, 18: 2, 26: 3 }[connectivity];
  const steps = [-1, 0, 1];
  const all = steps.flatMap((i) => steps.flatMap((j) => steps.map((k) => [i, j, k] as const)));
  return all.filter(([i, j, k]) => {
    const distance = Math.abs(i) + Math.abs(j) + Math.abs(k);
    return distance > 0 && distance <= reach;
  });
}
