import { type LongTask, type Mask, voxelCount } from "@cmb/core";
import { type Grid, planResampling, resampleSlabInto } from "@cmb/preprocess";

/** Voxels to a slab: some milliseconds of work. */
const SLAB_VOXELS = 262_144;

/** What {@link maskOntoGrid} reports to. */
export interface MaskOntoGridOptions {
  readonly task: LongTask;
  /** What is being done, and where `task` stands meanwhile. */
  readonly stage: string;
  readonly done: number;
}

/**
 * A coarse mask on a finer grid with a smooth edge: where the linearly interpolated mask is at least a half. Besides the
 * result it holds one slab.
 */
export async function maskOntoGrid(mask: Mask, grid: Grid, { task, stage, done }: MaskOntoGridOptions): Promise<Mask> {
  const [ni, nj, nk] = grid.shape;
  const plan = planResampling({ ...mask, data: Float32Array.from(mask.data) }, grid, { interpolation: "linear" });
  const data = new Uint8Array(voxelCount(grid.shape));
  const thickness = Math.max(1, Math.floor(SLAB_VOXELS / (ni * nj)));
  const slab = new Float32Array(ni * nj * thickness);
  for (let from = 0; from < nk; from += thickness) {
    await task.advance(stage, done);
    const to = Math.min(nk, from + thickness);
    const part = slab.subarray(0, ni * nj * (to - from));
    resampleSlabInto(plan, { from, to }, part);
    const start = ni * nj * from;
    for (let v = 0; v < part.length; v++) if ((part[v] as number) >= 0.5) data[start + v] = 1;
  }
  return { data, shape: grid.shape, affine: grid.affine };
}
