import { type Affine, type Shape, type VoxelIndex, voxelCount } from "@cmb/core";

/** A block of voxels inside or around a grid. The first voxel may lie before the grid and the last beyond it. */
export interface VoxelBox {
  /** The voxel of the grid that the block begins with. */
  readonly first: VoxelIndex;
  readonly shape: Shape;
}

/** The smallest block that holds both voxels and a margin around them. */
export function boxAround(first: VoxelIndex, last: VoxelIndex, margin: number): VoxelBox {
  const length = (axis: 0 | 1 | 2): number => last[axis] - first[axis] + 1 + 2 * margin;
  return {
    first: [first[0] - margin, first[1] - margin, first[2] - margin],
    shape: [length(0), length(1), length(2)],
  };
}

/** The part of a block that lies on the grid; without voxels where they do not meet. */
export function clippedBox({ first, shape }: VoxelBox, grid: Shape): VoxelBox {
  const from = (axis: 0 | 1 | 2): number => Math.min(grid[axis], Math.max(0, first[axis]));
  const to = (axis: 0 | 1 | 2): number => Math.max(from(axis), Math.min(grid[axis], first[axis] + shape[axis]));
  return {
    first: [from(0), from(1), from(2)],
    shape: [to(0) - from(0), to(1) - from(1), to(2) - from(2)],
  };
}

/** Calls `visit` with each voxel of the block that lies on the grid: its index in the block, and in the grid. */
export function forEachVoxelOfBox(box: VoxelBox, grid: Shape, visit: (inBox: number, inGrid: number) => void): void {
  const inner = clippedBox(box, grid);
  const [bi, bj] = box.shape;
  const [ni, nj] = grid;
  for (let k = 0; k < inner.shape[2]; k++) {
    for (let j = 0; j < inner.shape[1]; j++) {
      const [gi, gj, gk] = [inner.first[0], inner.first[1] + j, inner.first[2] + k];
      const fromGrid = gi + ni * (gj + nj * gk);
      const fromBox = gi - box.first[0] + bi * (gj - box.first[1] + bj * (gk - box.first[2]));
      for (let i = 0; i < inner.shape[0]; i++) visit(fromBox + i, fromGrid + i);
    }
  }
}

/** The voxels of a block where `inside` holds, as a mask of its own; what lies beyond the grid is 0. */
export function cutBox(
  box: VoxelBox,
  grid: { readonly shape: Shape; readonly affine: Affine },
  inside: (inGrid: number) => boolean,
): { readonly data: Uint8Array; readonly shape: Shape; readonly affine: Affine } {
  const data = new Uint8Array(voxelCount(box.shape));
  forEachVoxelOfBox(box, grid.shape, (inBox, inGrid) => {
    data[inBox] = inside(inGrid) ? 1 : 0;
  });
  return { data, shape: box.shape, affine: grid.affine };
}

/** (i, j, k) of a voxel that is given by its place in memory. */
export function voxelAt(v: number, [ni, nj]: Shape): VoxelIndex {
  return [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
}
