import { invertAffine, type WorldPoint } from "@cmb/core";
import type { Anatomy } from "../anatomy/anatomy.js";

/** Index into `TISSUES` of the voxel that a point in RAS+ mm lies in; 0, air, outside of the head. @internal */
export type TissueSampler = (x: number, y: number, z: number) => number;

/**
 * The tissue at any point of a head, by the nearest voxel.
 *
 * @throws CmbError `SINGULAR_AFFINE` when the affine of the labels cannot be inverted
 * @internal
 */
export function createTissueSampler({ tissues }: Anatomy): TissueSampler {
  const [ni, nj, nk] = tissues.shape;
  const a = invertAffine(tissues.affine);
  const { data } = tissues;
  return (x, y, z) => {
    const i = Math.round(a[0] * x + a[1] * y + a[2] * z + a[3]);
    const j = Math.round(a[4] * x + a[5] * y + a[6] * z + a[7]);
    const k = Math.round(a[8] * x + a[9] * y + a[10] * z + a[11]);
    if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return 0;
    return data[i + ni * (j + nj * k)] as number;
  };
}

/** A box in world axes, RAS+ mm. @since 0.1.0 */
export interface WorldBox {
  readonly minimumMm: WorldPoint;
  readonly maximumMm: WorldPoint;
}
