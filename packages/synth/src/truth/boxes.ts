import { invertAffine, type VoxelIndex, voxelToWorld, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { Box, Grid } from "@cmb/preprocess";

/**
 * The part of a grid within some distances of a point, along its own axes.
 *
 * @param reachMm - along x, y and z of the world
 * @returns `undefined` where the grid has none
 * @internal
 */
export function boxAround(grid: Grid, centreMm: WorldPoint, reachMm: WorldPoint): Box | undefined {
  const inverse = invertAffine(grid.affine);
  const at = worldToVoxel(grid.affine, centreMm);
  const reach = ([0, 1, 2] as const).map((axis) =>
    reachMm.reduce((sum, mm, column) => sum + Math.abs((inverse[4 * axis + column] as number) * mm), 0),
  );
  const from = at.map((value, axis) => Math.max(0, Math.ceil(value - (reach[axis] as number))));
  const to = at.map((value, axis) => {
    return Math.min(grid.shape[axis as 0], Math.floor(value + (reach[axis] as number)) + 1);
  });
  if (from.some((first, axis) => first >= (to[axis] as number))) return undefined;
  return { from: from as unknown as VoxelIndex, to: to as unknown as VoxelIndex };
}

/** Lengths that a Fourier transform is fast at. */
const FAST = [16, 20, 24, 30, 32, 36, 40, 48, 54, 60, 64, 72, 80, 90, 96, 108, 120, 128];

/** A box made longer along every axis to a length that a Fourier transform likes, where the grid has room. @internal */
export function fastBox(box: Box, { shape }: Grid): Box {
  const ends = ([0, 1, 2] as const).map((axis) => {
    const length = box.to[axis] - box.from[axis];
    const wanted = Math.min(shape[axis], FAST.find((fast) => fast >= length) ?? length);
    const from = Math.max(0, Math.min(box.from[axis] - Math.floor((wanted - length) / 2), shape[axis] - wanted));
    return [from, from + wanted] as const;
  });
  const [[i0, i1], [j0, j1], [k0, k1]] = ends as unknown as readonly [Ends, Ends, Ends];
  return { from: [i0, j0, k0], to: [i1, j1, k1] };
}

type Ends = readonly [from: number, to: number];

/** The grid of the voxels of a box. @internal */
export function gridOfBox(grid: Grid, { from, to }: Box): Grid {
  const [x, y, z] = voxelToWorld(grid.affine, from);
  const [a, b, c, , d, e, f, , g, h, i] = grid.affine;
  return {
    shape: [to[0] - from[0], to[1] - from[1], to[2] - from[2]],
    affine: [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1],
  };
}
