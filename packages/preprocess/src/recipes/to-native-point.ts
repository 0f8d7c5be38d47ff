import { type VoxelIndex, voxelToWorld, worldToVoxel } from "@cmb/core";
import type { NativeMapping } from "./native-mapping.js";

/**
 * A position on the prepared grid as one on the native grid.
 *
 * @param mapping - from a {@link RecipeResult}
 * @param voxel - continuous (i, j, k) on the prepared grid
 * @returns continuous (i, j, k) on the native grid; beyond it where the recipe padded
 * @throws CmbError `SINGULAR_AFFINE` when the native affine cannot be inverted
 * @since 0.1.0
 */
export function toNativePoint({ native, prepared }: NativeMapping, voxel: VoxelIndex): VoxelIndex {
  return worldToVoxel(native.affine, voxelToWorld(prepared.affine, voxel));
}
