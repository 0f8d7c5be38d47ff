import type { Affine } from "../volume.js";
import { assertInvertible } from "./assert-invertible.js";

/**
 * The inverse map: from world millimetres back to voxels.
 *
 * @param affine - voxel to world; its last row is taken to be (0, 0, 0, 1)
 * @returns a new affine
 * @throws CmbError `SINGULAR_AFFINE` when two voxel axes are parallel, or one has no length or a length that is not finite
 * @since 0.1.0
 */
export function invertAffine(affine: Affine): Affine {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affine;
  const determinant = assertInvertible("invertAffine", affine);
  const row = (p: number, q: number, r: number): readonly [number, number, number, number] => {
    const [x, y, z] = [p / determinant, q / determinant, r / determinant];
    // Adding 0 and subtracting from 0 keep -0 out of the result.
    return [x + 0, y + 0, z + 0, 0 - (x * tx + y * ty + z * tz)];
  };
  return [
    ...row(e * i - f * h, c * h - b * i, b * f - c * e),
    ...row(f * g - d * i, a * i - c * g, c * d - a * f),
    ...row(d * h - e * g, b * g - a * h, a * e - b * d),
    0,
    0,
    0,
    1,
  ];
}
