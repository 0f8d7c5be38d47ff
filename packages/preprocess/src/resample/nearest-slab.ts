import type { VoxelArray } from "@cmb/core";
import { nearestVoxel } from "./point-rows.js";
import type { AlignedPlacement, PointPlan } from "./resampling-plan.js";

/**
 * The slices `from` to `to` of the result by the nearest voxel, where the axes of both grids are parallel. Rows and slices
 * of one source row or slice are copies of the first.
 */
export function nearestSlabInto<D extends VoxelArray>(
  { shape: [ni, nj], source, sourceShape: [si, sj], fill }: PointPlan<D>,
  { positions: [alongI, alongJ, alongK] }: AlignedPlacement,
  { from, to }: { readonly from: number; readonly to: number },
  out: D,
): void {
  const columns = Int32Array.from(alongI.at, nearestVoxel);
  let sliceBefore = -1;
  for (let k = from; k < to; k++) {
    const slice = ni * nj * (k - from);
    if (k < alongK.from || k >= alongK.to) {
      out.fill(fill, slice, slice + ni * nj);
      continue;
    }
    const sourceSlice = nearestVoxel(alongK.at[k] as number);
    if (sourceSlice === sliceBefore) {
      out.copyWithin(slice, slice - ni * nj, slice);
      continue;
    }
    sliceBefore = sourceSlice;
    let rowBefore = -1;
    for (let j = 0; j < nj; j++) {
      const start = slice + ni * j;
      if (j < alongJ.from || j >= alongJ.to) {
        out.fill(fill, start, start + ni);
        continue;
      }
      const sourceRow = nearestVoxel(alongJ.at[j] as number);
      if (sourceRow === rowBefore) {
        out.copyWithin(start, start - ni, start);
        continue;
      }
      rowBefore = sourceRow;
      out.fill(fill, start, start + alongI.from);
      out.fill(fill, start + alongI.to, start + ni);
      const row = si * (sourceRow + sj * sourceSlice);
      for (let t = alongI.from; t < alongI.to; t++) out[start + t] = source[row + (columns[t] as number)] as number;
    }
  }
}
