import { spacing, type Volume, type VoxelArray } from "@cmb/core";

/** The voxels around a voxel, nearest first: made once for a grid, used at every candidate. */
export interface Neighbourhood {
  /** Three voxel offsets for each neighbour. */
  readonly offsets: Int16Array;
  /** Three offsets in mm along the voxel axes for each neighbour. */
  readonly offsetsMm: Float32Array;
  readonly distanceMm: Float32Array;
}

/** Every voxel within `reachMm` of a voxel, itself included. */
export function neighbourhood({ shape, affine }: Volume<VoxelArray>, reachMm: number): Neighbourhood {
  const spacingMm = spacing(affine);
  const [ri, rj, rk] = spacingMm.map((mm, axis) => ((shape[axis] as number) > 1 ? Math.floor(reachMm / mm) : 0)) as [
    number,
    number,
    number,
  ];
  const found: (readonly [number, number, number, number])[] = [];
  for (let k = -rk; k <= rk; k++) {
    for (let j = -rj; j <= rj; j++) {
      for (let i = -ri; i <= ri; i++) {
        const mm = Math.hypot(i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]);
        if (mm <= reachMm) found.push([i, j, k, mm]);
      }
    }
  }
  found.sort((a, b) => a[3] - b[3]);
  return {
    offsets: Int16Array.from(found.flatMap((entry) => entry.slice(0, 3))),
    offsetsMm: Float32Array.from(found.flatMap(([i, j, k]) => [i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]])),
    distanceMm: Float32Array.from(found, ([, , , mm]) => mm),
  };
}

/**
 * The voxel at a neighbour of (i, j, k).
 *
 * @returns its index in memory, or −1 outside of the grid
 */
export function neighbourIndex(
  { offsets }: Neighbourhood,
  n: number,
  { shape, i, j, k }: { readonly shape: readonly number[]; readonly i: number; readonly j: number; readonly k: number },
): number {
  const [ni, nj, nk] = shape as [number, number, number];
  const p = i + (offsets[3 * n] as number);
  const q = j + (offsets[3 * n + 1] as number);
  const r = k + (offsets[3 * n + 2] as number);
  if (p < 0 || q < 0 || r < 0 || p >= ni || q >= nj || r >= nk) return -1;
  return p + ni * (q + nj * r);
}
