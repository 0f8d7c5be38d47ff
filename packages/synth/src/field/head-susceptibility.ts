import { type Affine, invertAffine, type Shape, type Volume, voxelCount, voxelToWorld } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { Anatomy } from "../anatomy/anatomy.js";
import { BRAIN_TISSUES } from "../anatomy/brain-tissues.js";
import { TISSUES, tissueConstants } from "../anatomy/tissue.js";
import { HEAD_FIELD_TISSUES } from "../anatomy/tissue-values.js";

const AIR_PPM = tissueConstants("air", 3).susceptibilityPpm;

/** A head as the field of the head sees it. @internal */
export interface HeadSusceptibility {
  /** Relative to air, so that it is 0 around the head. */
  readonly susceptibilityPpm: Float32Array;
  /** Share of brain in each voxel. */
  readonly brain: Float32Array;
}

/** Means over the voxels of the anatomy that lie in each voxel of a coarser grid with the same axes. @internal */
export function averageOnto({ tissues }: Anatomy, grid: Grid): HeadSusceptibility {
  const ppm = Float32Array.from(TISSUES, (tissue) => {
    return (HEAD_FIELD_TISSUES.has(tissue) ? tissueConstants(tissue, 3).susceptibilityPpm : 0) - AIR_PPM;
  });
  const isBrain = Uint8Array.from(TISSUES, (tissue) => (BRAIN_TISSUES.includes(tissue) ? 1 : 0));
  const axis = [0, 1, 2].map((a) => nearestAlong(tissues, grid, a as 0 | 1 | 2)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const count = new Float32Array(voxelCount(grid.shape));
  const susceptibilityPpm = new Float32Array(count.length);
  const brain = new Float32Array(count.length);
  const [ni, nj, nk] = tissues.shape;
  let v = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = grid.shape[0] * ((axis[1][j] as number) + grid.shape[1] * (axis[2][k] as number));
      for (let i = 0; i < ni; i++, v++) {
        const to = row + (axis[0][i] as number);
        const tissue = tissues.data[v] as number;
        count[to] = (count[to] as number) + 1;
        susceptibilityPpm[to] = (susceptibilityPpm[to] as number) + (ppm[tissue] as number);
        brain[to] = (brain[to] as number) + (isBrain[tissue] as number);
      }
    }
  }
  for (let to = 0; to < count.length; to++) {
    const share = 1 / Math.max(1, count[to] as number);
    susceptibilityPpm[to] = (susceptibilityPpm[to] as number) * share;
    brain[to] = (brain[to] as number) * share;
  }
  return { susceptibilityPpm, brain };
}

/** The voxel of the coarse grid for each voxel of the anatomy along an axis. */
function nearestAlong(fine: Grid, coarse: Grid, axis: 0 | 1 | 2): Int32Array {
  const inverse = invertAffine(coarse.affine);
  return Int32Array.from({ length: fine.shape[axis] }, (_, n) => {
    const voxel: [number, number, number] = [0, 0, 0];
    voxel[axis] = n;
    const position = voxelToWorld(inverse, voxelToWorld(fine.affine, voxel))[axis];
    return Math.min(coarse.shape[axis] - 1, Math.max(0, Math.floor(position + 0.5)));
  });
}

/** A head whose neck goes on, and how to come back from it. @internal */
export interface ExtendedHead {
  readonly volume: Volume;
  readonly take: (data: Float32Array) => Float32Array<ArrayBuffer>;
}

/** The lowest slices of the image once more, some times over, so that the field of a cut neck stays away. @internal */
export function extendDownwards(data: Float32Array, grid: Grid, belowMm: number): ExtendedHead {
  const down = lowestFace(grid.affine);
  const { shape, affine } = grid;
  const extra = Math.ceil(belowMm / down.spacingMm);
  const longer = shape.map((n, axis) => (axis === down.axis ? n + extra : n)) as [number, number, number];
  const before = down.atStart ? extra : 0;
  const from = (voxel: [number, number, number]): number => {
    const n = voxel[down.axis] - before;
    voxel[down.axis] = Math.min(shape[down.axis] - 1, Math.max(0, n));
    return voxel[0] + shape[0] * (voxel[1] + shape[1] * voxel[2]);
  };
  const out = new Float32Array(voxelCount(longer));
  forEachVoxel(longer, (v, i, j, k) => {
    out[v] = data[from([i, j, k])] as number;
  });
  const take = (extended: Float32Array): Float32Array<ArrayBuffer> => {
    const inner = new Float32Array(voxelCount(shape));
    const shift = [0, 1, 2].map((axis) => (axis === down.axis ? before : 0)) as [number, number, number];
    forEachVoxel(shape, (v, i, j, k) => {
      const at = i + shift[0] + longer[0] * (j + shift[1] + longer[1] * (k + shift[2]));
      inner[v] = extended[at] as number;
    });
    return inner;
  };
  return { volume: { data: out, shape: longer, affine }, take };
}

function forEachVoxel([ni, nj, nk]: Shape, use: (v: number, i: number, j: number, k: number) => void): void {
  let v = 0;
  for (let k = 0; k < nk; k++) for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++, v++) use(v, i, j, k);
}

/** Which end of which axis points to the feet. */
function lowestFace(affine: Affine): {
  readonly axis: 0 | 1 | 2;
  readonly atStart: boolean;
  readonly spacingMm: number;
} {
  const up = [affine[8], affine[9], affine[10]] as const;
  const axis = ([0, 1, 2] as const).reduce((best, a) => (Math.abs(up[a]) > Math.abs(up[best]) ? a : best));
  const spacingMm = Math.hypot(affine[axis], affine[4 + axis] as number, affine[8 + axis] as number);
  return { axis, atStart: up[axis] > 0, spacingMm };
}
