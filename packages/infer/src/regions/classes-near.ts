import { type Affine, spacing, type VoxelIndex } from "@cmb/core";
import type { RegionClass } from "../manifest/model-manifest.js";
import type { Anatomy } from "./anatomy.js";

/** A class and how far from a voxel it lies. */
export interface NearClass {
  readonly name: RegionClass;
  readonly distanceMm: number;
}

/**
 * The class of every voxel of an anatomy within a distance, in no order; the voxels outside of the grid are left out.
 *
 * @param anatomy - with labels; without, the result is empty
 * @param index - of a voxel in the memory of its labels
 * @param reachMm - from voxel centre to voxel centre
 */
export function classesNear({ labels, classes }: Anatomy, index: number, reachMm: number): readonly NearClass[] {
  if (labels === undefined || index < 0) return [];
  const [ni, nj, nk] = labels.shape;
  const i = index % ni;
  const row = (index - i) / ni;
  const at: VoxelIndex = [i, row % nj, Math.floor(row / nj)];
  const near: NearClass[] = [];
  for (const [di, dj, dk, distanceMm] of offsetsWithin(labels.affine, reachMm)) {
    const [p, q, r] = [at[0] + di, at[1] + dj, at[2] + dk];
    if (p < 0 || q < 0 || r < 0 || p >= ni || q >= nj || r >= nk) continue;
    const name = classes[labels.data[p + ni * (q + nj * r)] as number];
    if (name !== undefined) near.push({ name, distanceMm });
  }
  return near;
}

function offsetsWithin(affine: Affine, reachMm: number): readonly (readonly [number, number, number, number])[] {
  const [di, dj, dk] = spacing(affine);
  const found: (readonly [number, number, number, number])[] = [];
  const most = (mm: number): number => Math.floor(reachMm / mm + 1e-6);
  for (let k = -most(dk); k <= most(dk); k++) {
    for (let j = -most(dj); j <= most(dj); j++) {
      for (let i = -most(di); i <= most(di); i++) {
        const mm = Math.hypot(i * di, j * dj, k * dk);
        if (mm <= reachMm + 1e-6) found.push([i, j, k, mm]);
      }
    }
  }
  return found;
}
