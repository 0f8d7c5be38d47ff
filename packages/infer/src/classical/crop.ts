import {
  type Affine,
  type Mask,
  type Shape,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
} from "@cmb/core";

/** A block of a grid: its first voxel and its size. */
export interface Box {
  readonly first: VoxelIndex;
  readonly shape: Shape;
}

/**
 * The smallest block that holds every voxel of a mask, widened by a margin and cut at the edge of the grid.
 *
 * @returns `undefined` when the mask is empty
 */
export function boundingBox(mask: Mask, marginVoxels: readonly [number, number, number]): Box | undefined {
  const [ni, nj, nk] = mask.shape;
  const first = [ni, nj, nk];
  const last = [-1, -1, -1];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = ni * (j + nj * k);
      const line = mask.data.subarray(row, row + ni);
      const from = line.findIndex((value) => value !== 0);
      if (from === -1) continue;
      const to = line.findLastIndex((value) => value !== 0);
      first[0] = Math.min(first[0] as number, from);
      last[0] = Math.max(last[0] as number, to);
      first[1] = Math.min(first[1] as number, j);
      last[1] = Math.max(last[1] as number, j);
      first[2] = Math.min(first[2] as number, k);
      last[2] = k;
    }
  }
  if (last[2] === -1) return undefined;
  const from = ([0, 1, 2] as const).map((axis) => Math.max(0, (first[axis] as number) - marginVoxels[axis]));
  const to = ([0, 1, 2] as const).map((axis) =>
    Math.min(mask.shape[axis] - 1, (last[axis] as number) + marginVoxels[axis]),
  );
  const size = (axis: 0 | 1 | 2): number => (to[axis] as number) - (from[axis] as number) + 1;
  return { first: [from[0] ?? 0, from[1] ?? 0, from[2] ?? 0], shape: [size(0), size(1), size(2)] };
}

/** A copy of the voxels of `box`, as float32, with an affine that keeps them where they are in the world. */
export function cropToFloat32(volume: Volume<VoxelArray>, box: Box): Volume {
  const data = new Float32Array(box.shape[0] * box.shape[1] * box.shape[2]);
  forEachRow(volume.shape, box, (from, to) => data.set(volume.data.subarray(from, from + box.shape[0]), to));
  return { data, shape: box.shape, affine: shifted(volume.affine, box.first) };
}

/** A copy of the mask's voxels inside `box`. */
export function cropMask(mask: Mask, box: Box): Mask {
  const data = new Uint8Array(box.shape[0] * box.shape[1] * box.shape[2]);
  forEachRow(mask.shape, box, (from, to) => data.set(mask.data.subarray(from, from + box.shape[0]), to));
  return { data, shape: box.shape, affine: shifted(mask.affine, box.first) };
}

function forEachRow(shape: Shape, box: Box, copy: (from: number, to: number) => void): void {
  const [fi, fj, fk] = box.first;
  for (let k = 0; k < box.shape[2]; k++) {
    for (let j = 0; j < box.shape[1]; j++) {
      copy(fi + shape[0] * (fj + j + shape[1] * (fk + k)), box.shape[0] * (j + box.shape[1] * k));
    }
  }
}

function shifted(affine: Affine, first: VoxelIndex): Affine {
  const [x, y, z] = voxelToWorld(affine, first);
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1];
}
