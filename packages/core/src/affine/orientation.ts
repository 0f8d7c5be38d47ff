import type { Affine } from "../volume.js";
import { axisDirections } from "./axis-directions.js";

const LETTERS = [
  ["L", "R"],
  ["P", "A"],
  ["I", "S"],
] as const;

/**
 * The three-letter code of the directions in which i, j and k grow: `"RAS"` grows to the right, front and top.
 *
 * @param affine - voxel to world
 * @returns for example `"LAS"`; the letters name where the axis points to, as in nibabel
 * @throws CmbError `SINGULAR_AFFINE` when an axis has no direction of its own
 * @since 0.1.0
 */
export function orientation(affine: Affine): string {
  return axisDirections(affine)
    .map(({ world, sign }) => LETTERS[world][sign === 1 ? 1 : 0])
    .join("");
}
