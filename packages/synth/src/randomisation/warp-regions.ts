import type { Affine, Shape, Volume, VoxelArray } from "@cmb/core";
import { type ControlField, fieldRow } from "./control-field.js";

/** What {@link warpRegions} reads. @internal */
export interface WarpSource<D extends VoxelArray> {
  readonly labels: Volume<D>;
  /** Mean intensities, on a grid of the same axes that may be coarser. */
  readonly means: Volume;
  /** What lies beyond the labels. */
  readonly outside: number;
}

/** Where to read. @internal */
export interface WarpMap {
  readonly shape: Shape;
  /** Voxel of the result to voxel of the labels. */
  readonly toLabels: Affine;
  /** Displacement along each axis of the labels, in their voxels; none for no bending. */
  readonly elastic: readonly ControlField[];
  /** Voxel of the labels over voxel of the means, and the position of the first mean in labels. */
  readonly meansStep: readonly [number, number, number];
  readonly meansFirst: readonly [number, number, number];
}

/** Warped labels and means. @internal */
export interface WarpedRegions<D extends VoxelArray> {
  readonly labels: D;
  readonly means: Float32Array;
}

/**
 * Reads labels by the nearest voxel and means linearly at the same places, in one pass.
 *
 * @param slices - the range of k to fill
 * @internal
 */
// kernel: four million voxels with eight reads each; the interpolation is written out
export function warpRegions<D extends VoxelArray>(
  { labels, means, outside }: WarpSource<D>,
  { shape, toLabels, elastic, meansStep, meansFirst }: WarpMap,
  { out, slices }: { readonly out: WarpedRegions<D>; readonly slices: readonly [number, number] },
): void {
  const [ni, nj] = shape;
  const [li, lj, lk] = labels.shape;
  const [mi, mj, mk] = means.shape;
  const values = means.data;
  const bend = [new Float32Array(ni), new Float32Array(ni), new Float32Array(ni)] as const;
  for (let k = slices[0]; k < slices[1]; k++) {
    for (let j = 0; j < nj; j++) {
      for (const [axis, field] of elastic.entries()) fieldRow(field, shape, { j, k, out: bend[axis] as Float32Array });
      const startX = toLabels[1] * j + toLabels[2] * k + toLabels[3];
      const startY = toLabels[5] * j + toLabels[6] * k + toLabels[7];
      const startZ = toLabels[9] * j + toLabels[10] * k + toLabels[11];
      let v = ni * (j + nj * k);
      for (let i = 0; i < ni; i++, v++) {
        const x = startX + toLabels[0] * i + (bend[0][i] as number);
        const y = startY + toLabels[4] * i + (bend[1][i] as number);
        const z = startZ + toLabels[8] * i + (bend[2][i] as number);
        const nx = Math.round(x);
        const ny = Math.round(y);
        const nz = Math.round(z);
        if (nx < 0 || ny < 0 || nz < 0 || nx >= li || ny >= lj || nz >= lk) {
          out.means[v] = outside;
          continue;
        }
        out.labels[v] = labels.data[nx + li * (ny + lj * nz)] as number;
        const a = Math.min(mi - 1, Math.max(0, (x - meansFirst[0]) / meansStep[0]));
        const b = Math.min(mj - 1, Math.max(0, (y - meansFirst[1]) / meansStep[1]));
        const c = Math.min(mk - 1, Math.max(0, (z - meansFirst[2]) / meansStep[2]));
        const i0 = Math.min(Math.max(0, mi - 2), Math.floor(a));
        const j0 = Math.min(Math.max(0, mj - 2), Math.floor(b));
        const k0 = Math.min(Math.max(0, mk - 2), Math.floor(c));
        const p = i0 + mi * (j0 + mj * k0);
        const right = mi > 1 ? 1 : 0;
        const back = mj > 1 ? mi : 0;
        const up = mk > 1 ? mi * mj : 0;
        const u = a - i0;
        const w = b - j0;
        const t = c - k0;
        const low = values[p] as number;
        const front = low + u * ((values[p + right] as number) - low);
        const low2 = values[p + back] as number;
        const rear = low2 + u * ((values[p + back + right] as number) - low2);
        const low3 = values[p + up] as number;
        const front2 = low3 + u * ((values[p + up + right] as number) - low3);
        const low4 = values[p + up + back] as number;
        const rear2 = low4 + u * ((values[p + up + back + right] as number) - low4);
        const bottom = front + w * (rear - front);
        out.means[v] = bottom + t * (front2 + w * (rear2 - front2) - bottom);
      }
    }
  }
}
