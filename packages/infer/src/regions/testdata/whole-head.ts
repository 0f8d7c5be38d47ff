import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";

/** Half axes of the brain of {@link wholeHead}. */
export const BRAIN_MM = [60, 72, 52] as const;
const BONE_MM = 6;
const SCALP_MM = 11;

/**
 * A head of an adult's size without noise: a brain of 1000 in bone of 80 in scalp of 600, in voxels of 2 × 2 × 3 mm.
 *
 * @param shape - of the grid, which lies about the head
 */
export function wholeHead(shape: Shape = [76, 88, 46]): Volume {
  const [ni, nj, nk] = shape;
  const origin = [1 - ni, 1 - nj, (3 - 3 * nk) / 2] as const;
  const data = Float32Array.from({ length: ni * nj * nk }, (_, v) => {
    const x = 2 * (v % ni) + origin[0];
    const y = 2 * (Math.floor(v / ni) % nj) + origin[1];
    const z = 3 * Math.floor(v / (ni * nj)) + origin[2];
    const within = (mm: number): boolean =>
      (x / (BRAIN_MM[0] + mm)) ** 2 + (y / (BRAIN_MM[1] + mm)) ** 2 + (z / (BRAIN_MM[2] + mm)) ** 2 <= 1;
    if (within(0)) return 1000;
    if (within(BONE_MM)) return 80;
    return within(SCALP_MM) ? 600 : 0;
  });
  return { data, shape, affine: affineFromSpacing([2, 2, 3], origin) };
}
