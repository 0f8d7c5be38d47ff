import { CmbError, type Shape, type VoxelIndex } from "@cmb/core";

/**
 * A block of voxels: from the voxel `from` up to, and without, the voxel `to`.
 *
 * @since 0.1.0
 */
export interface Box {
  /** First voxel along i, j and k. */
  readonly from: VoxelIndex;
  /** One past the last voxel along i, j and k. */
  readonly to: VoxelIndex;
}

/** The box of all voxels of a grid. */
export function wholeBox(shape: Shape): Box {
  return { from: [0, 0, 0], to: shape };
}

/** The number of voxels of a box along i, j and k. */
export function boxShape({ from, to }: Box): Shape {
  return [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
}

/**
 * Throws unless a box holds at least one voxel and lies within a grid.
 *
 * @throws CmbError `INVALID_ARGUMENT`
 */
export function assertBoxWithin(operation: string, box: Box, shape: Shape): void {
  const fits = ([0, 1, 2] as const).every((axis) => {
    const [from, to] = [box.from[axis], box.to[axis]];
    return Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= shape[axis];
  });
  if (fits) return;
  const message = `${operation}: the box from [${box.from}] to [${box.to}] is no part of ${shape.join("×")} voxels; give whole numbers with 0 ≤ from < to ≤ shape`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "box", value: box });
}
