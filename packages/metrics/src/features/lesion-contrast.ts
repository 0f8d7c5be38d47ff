import { type LabelMap, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { quantile } from "../statistics/summarise.js";

/** How far the surroundings of a lesion reach, in mm. @since 0.1.0 */
export const CONTRAST_RING_MM = 3;

/**
 * How much darker a lesion is than its surroundings: `1 − mean inside / median around`.
 *
 * The surroundings are the voxels that belong to no lesion and lie within {@link CONTRAST_RING_MM} of one of its voxels
 * along each axis of the grid. Voxels of value 0 are left out: images without skull have 0 outside of the brain.
 *
 * @param labels - instance labels
 * @param image - intensities on the same grid
 * @param voxels - linear indices of the lesion's voxels
 * @returns 0.4 for a lesion at 60 % of its surroundings, below 0 for a brighter one; NaN where there are no surroundings
 * @since 0.1.0
 */
export function lesionContrast(labels: LabelMap, image: Volume<VoxelArray>, voxels: readonly number[]): number {
  const inside = voxels.reduce((sum, v) => sum + (image.data[v] as number), 0) / voxels.length;
  const around = [...surroundings(labels, voxels)]
    .map((v) => image.data[v] as number)
    .filter((value) => value !== 0 && Number.isFinite(value));
  return 1 - inside / quantile(around, 0.5);
}

function surroundings({ data, shape, affine }: LabelMap, voxels: readonly number[]): ReadonlySet<number> {
  const [ni, nj, nk] = shape;
  // At least one voxel: slices may be thicker than the ring.
  const reach = spacing(affine).map((side) => Math.max(1, Math.floor(CONTRAST_RING_MM / side + 1e-9)));
  const [ri, rj, rk] = reach as [number, number, number];
  const found = new Set<number>();
  for (const v of voxels) {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    for (let c = Math.max(0, k - rk); c <= Math.min(nk - 1, k + rk); c++) {
      for (let b = Math.max(0, j - rj); b <= Math.min(nj - 1, j + rj); b++) {
        for (let a = Math.max(0, i - ri); a <= Math.min(ni - 1, i + ri); a++) {
          const u = a + ni * (b + nj * c);
          if (data[u] === 0) found.add(u);
        }
      }
    }
  }
  return found;
}
