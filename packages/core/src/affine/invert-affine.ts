import { CmbError } from "../cmb-error.js";
import type { Affine } from "../volume.js";
import { affineDeterminant } from "./affine-determinant.js";

/**
 * The inverse map: from world millimetres back to voxels.
 *
 * @param affine - voxel to world; its last row must be (0, 0, 0, 1)
 * @returns a new affine
 * @throws CmbError `SINGULAR_AFFINE` when the determinant is zero or not finite
 * @since 0.1.0
 */
export function invertAffine(affine: Affine): Affine {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affine;
  const determinant = affineDeterminant(affine);
  if (!Number.isFinite(1 / determinant) || !Number.isFinite(determinant)) {
    const message = `invertAffine: the determinant is ${determinant}; every voxel axis needs a direction and a length of its own`;
    throw new CmbError("SINGULAR_AFFINE", message, { determinant });
  }
  const inverse = [
    (e * i - f * h) / determinant,
    (c * h - b * i) / determinant,
    (b * f - c * e) / determinant,
    (f * g - d * i) / determinant,
    (a * i - c * g) / determinant,
    (c * d - a * f) / determinant,
    (d * h - e * g) / determinant,
    (b * g - a * h) / determinant,
    (a * e - b * d) / determinant,
  ] as const;
  const [p, q, r, s, t, u, v, w, x] = inverse;
  return [
    p,
    q,
    r,
    -(p * tx + q * ty + r * tz),
    s,
    t,
    u,
    -(s * tx + t * ty + u * tz),
    v,
    w,
    x,
    -(v * tx + w * ty + x * tz),
    0,
    0,
    0,
    1,
  ];
}
