import type { Volume, VoxelArray } from "@cmb/core";

/** The value beyond the image; the lowest one is that of finite voxels. */
export function outsideValue(volume: Volume<VoxelArray>, outside: number | "minimum"): number {
  if (outside !== "minimum") return outside;
  let lowest = Number.POSITIVE_INFINITY;
  for (let v = 0; v < volume.data.length; v++) {
    const value = volume.data[v] as number;
    if (value < lowest && value > Number.NEGATIVE_INFINITY) lowest = value;
  }
  return Number.isFinite(lowest) ? lowest : 0;
}
