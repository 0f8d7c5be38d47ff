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

function surroundings(labels: LabelMap, voxels: readonly number[]): ReadonlySet<number> {
  const { shape, affine } = labels;
  const [ni, nj] = shape;
  // At least one voxel: slices may be thicker than the ring.
  const reach = spacing(affine).map((side) => Math.max(1, Math.floor(CONTRAST_RING_MM / side + 1e-9)));
  const found = new Set<number>();
  for (const v of voxels) {
    const at = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    const range = (axis: 0 | 1 | 2): Range => [
      Math.max(0, (at[axis] as number) - (reach[axis] as number)),
      Math.min(shape[axis] - 1, (at[axis] as number) + (reach[axis] as number)),
    ];
    addBackground(labels, [range(0), range(1), range(2)], found);
  }
  return found;
}

type Range = readonly [first: number, last: number];

function addBackground(
  { data, shape: [ni, nj] }: LabelMap,
  [is, js, ks]: readonly [Range, Range, Range],
  found: Set<number>,
): void {
  for (let k = ks[0]; k <= ks[1]; k++) {
    for (let j = js[0]; j <= js[1]; j++) {
      const row = ni * (j + nj * k);
      for (let v = row + is[0]; v <= row + is[1]; v++) if (data[v] === 0) found.add(v);
    }
  }
}
