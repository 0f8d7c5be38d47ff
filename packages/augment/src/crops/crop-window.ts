import type { Affine, Shape, VoxelIndex } from "@cmb/core";
import { voxelToWorld } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { anyOption, isNumberWithin, type Option } from "../definition/option.js";
import type { MoveSampling, SpatialMove } from "../spatial/spatial-move.js";

/** A box of voxels, which may reach beyond the grid; what all crops and pads draw. @since 0.1.0 */
export interface WindowParameters {
  /** The voxel of the input that is voxel (0, 0, 0) of the result. */
  readonly from: VoxelIndex;
  readonly shape: Shape;
  /** What voxels beyond the input hold. */
  readonly outside: MoveSampling["outside"];
}

/** The box as a move: nothing moves in the world. @internal */
export function windowMove({ affine }: Grid, { from, shape, outside }: WindowParameters): SpatialMove {
  const [x, y, z] = voxelToWorld(affine, from);
  const shifted: Affine = [
    ...affine.slice(0, 3),
    x,
    ...affine.slice(4, 7),
    y,
    ...affine.slice(8, 11),
    z,
    0,
    0,
    0,
    1,
  ] as never;
  return { grid: { shape, affine: shifted }, toInput: [], outside };
}

/** Voxels along each axis. @internal */
export function shapeOption(): Option<Shape> {
  return anyOption<Shape>([64, 64, 64], "three whole numbers from 1", (value) => {
    const isLength = (one: unknown): boolean => isNumberWithin(one, { minimum: 1, whole: true });
    return Array.isArray(value) && value.length === 3 && value.every(isLength);
  });
}

/** The box about the middle; where the difference is odd, the odd voxel is cut off or added at the end. @internal */
export function centredFrom(input: Shape, shape: Shape): VoxelIndex {
  // The same voxels as `cropOrPad` of `@cmb/preprocess`.
  const along = (axis: 0 | 1 | 2): number => {
    const excess = input[axis] - shape[axis];
    return excess >= 0 ? Math.floor(excess / 2) : -Math.floor(-excess / 2) + 0;
  };
  return [along(0), along(1), along(2)];
}

/** The box about a voxel, held within the grid along every axis that is long enough, about the middle along others. @internal */
export function fromAbout(
  centre: VoxelIndex,
  { input, shape }: { readonly input: Shape; readonly shape: Shape },
): VoxelIndex {
  const middle = centredFrom(input, shape);
  const along = (axis: 0 | 1 | 2): number => {
    const room = input[axis] - shape[axis];
    if (room <= 0) return middle[axis];
    return Math.min(room, Math.max(0, centre[axis] - Math.floor(shape[axis] / 2)));
  };
  return [along(0), along(1), along(2)];
}
