import { type Axis, permuteAxes, type Shape, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import { type Box, boxShape } from "../geometry/box.js";
import { crop } from "../geometry/crop.js";

/** Part of an image with its axes in another order, as typed as it was. */
export interface SourceRegion<D extends VoxelArray> {
  readonly data: D;
  readonly shape: Shape;
}

type Ranges = readonly [readonly [number, number], readonly [number, number], readonly [number, number]];

/**
 * The voxels of some ranges of an image, axes reordered.
 *
 * @param volume - the image
 * @param order - `order[n]` is the axis of the image that becomes axis n
 * @param ranges - first voxel and one past the last, for each new axis
 * @returns the image's own array where that is all of it, in order
 */
export function sourceRegion<D extends VoxelArray>(
  volume: Volume<D>,
  order: readonly [Axis, Axis, Axis],
  ranges: Ranges,
): SourceRegion<D> {
  const bound = (end: 0 | 1): VoxelIndex => {
    const along = (axis: Axis): number => ranges[order.indexOf(axis) as Axis][end];
    return [along(0), along(1), along(2)];
  };
  const box: Box = { from: bound(0), to: bound(1) };
  const whole = boxShape(box).every((n, axis) => n === volume.shape[axis]);
  const part = whole ? volume : crop(volume, box);
  return order.every((axis, n) => axis === n) ? part : permuteAxes(part, { order });
}
