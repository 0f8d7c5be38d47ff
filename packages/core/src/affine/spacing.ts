import type { Affine } from "../volume.js";

/**
 * The size of a voxel along i, j and k in millimetres: the lengths of the affine's columns.
 *
 * @param affine - voxel to world
 * @returns mm per voxel along each axis
 * @since 0.1.0
 */
export function spacing(affine: Affine): readonly [number, number, number] {
  return [
    Math.hypot(affine[0], affine[4], affine[8]),
    Math.hypot(affine[1], affine[5], affine[9]),
    Math.hypot(affine[2], affine[6], affine[10]),
  ];
}
