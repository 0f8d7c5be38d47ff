import { composeAffines, invertAffine, voxelCount } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";

/**
 * The mean of fine voxels over each voxel of an image with the same axes; the nearest one where voxels are finer still.
 *
 * @param values - on the fine grid, i fastest
 * @internal
 */
export function averageOnto(values: Float32Array | Uint8Array, fine: Grid, imageGrid: Grid): Float32Array {
  const map = composeAffines(invertAffine(fine.affine), imageGrid.affine);
  const ranges = ([0, 1, 2] as const).map((axis) => {
    const step = map[(5 * axis) as 0];
    const offset = map[(4 * axis + 3) as 3];
    return Array.from({ length: imageGrid.shape[axis] }, (_, n) => {
      const centre = offset + step * n;
      const last = fine.shape[axis] - 1;
      const clamp = (value: number): number => Math.max(0, Math.min(last, value));
      const first = clamp(Math.ceil(centre - step / 2 - 1e-6));
      const end = clamp(Math.ceil(centre + step / 2 - 1e-6) - 1);
      return end >= first ? ([first, end] as const) : ([clamp(Math.round(centre)), clamp(Math.round(centre))] as const);
    });
  });
  const [is, js, ks] = ranges as unknown as readonly [Ranges, Ranges, Ranges];
  const out = new Float32Array(voxelCount(imageGrid.shape));
  let v = 0;
  for (const k of ks) for (const j of js) for (const i of is) out[v++] = meanOf(values, fine.shape, [i, j, k]);
  return out;
}

type Range = readonly [first: number, last: number];
type Ranges = readonly Range[];

function meanOf(
  values: Float32Array | Uint8Array,
  [ni, nj]: Grid["shape"],
  [[i0, i1], [j0, j1], [k0, k1]]: readonly [Range, Range, Range],
): number {
  let sum = 0;
  for (let k = k0; k <= k1; k++) {
    for (let j = j0; j <= j1; j++) {
      const row = ni * (j + nj * k);
      for (let i = i0; i <= i1; i++) sum += values[row + i] as number;
    }
  }
  return sum / ((i1 - i0 + 1) * (j1 - j0 + 1) * (k1 - k0 + 1));
}
