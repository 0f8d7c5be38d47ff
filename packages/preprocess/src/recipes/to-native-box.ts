import type { VoxelIndex } from "@cmb/core";
import type { Box } from "../geometry/box.js";
import type { NativeMapping } from "./native-mapping.js";
import { toNativePoint } from "./to-native-point.js";

/** Rounding of the affines must not add a voxel. */
const SLACK = 1e-6;

/**
 * The smallest box of native voxels that holds the whole extent of a box of prepared voxels, faces included.
 *
 * @param mapping - from a {@link RecipeResult}
 * @param box - on the prepared grid
 * @returns a box on the native grid, cut where that ends; `undefined` where they have no voxel in common
 * @throws CmbError `SINGULAR_AFFINE` when the native affine cannot be inverted
 * @since 0.1.0
 */
export function toNativeBox(mapping: NativeMapping, box: Box): Box | undefined {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner): VoxelIndex => {
    const end = (axis: 0 | 1 | 2): number => ((corner >> axis) & 1 ? box.to[axis] : box.from[axis]) - 0.5;
    return toNativePoint(mapping, [end(0), end(1), end(2)]);
  });
  const shape = mapping.native.shape;
  const from = (axis: 0 | 1 | 2): number =>
    Math.max(0, Math.floor(Math.min(...corners.map((corner) => corner[axis])) + 0.5 + SLACK));
  const to = (axis: 0 | 1 | 2): number =>
    Math.min(shape[axis], Math.ceil(Math.max(...corners.map((corner) => corner[axis])) + 0.5 - SLACK));
  const native: Box = { from: [from(0), from(1), from(2)], to: [to(0), to(1), to(2)] };
  return ([0, 1, 2] as const).every((axis) => native.from[axis] < native.to[axis]) ? native : undefined;
}
