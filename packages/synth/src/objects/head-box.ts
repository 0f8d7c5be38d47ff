import { voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Anatomy } from "../anatomy/anatomy.js";
import type { WorldBox } from "./tissue-sampler.js";

/**
 * A box in world axes around the voxels of a head that are one of the given tissues. Every other voxel along each axis is
 * looked at, so it may be a voxel larger than the smallest one, and miss what is thinner than two.
 *
 * @param wanted - for every entry of `TISSUES` whether it counts
 * @returns its corners, one and a half voxels past the outermost that were seen; all of the grid when no voxel counts
 * @internal
 */
export function headBox({ tissues }: Anatomy, wanted: readonly boolean[]): WorldBox {
  const [ni, nj, nk] = tissues.shape;
  const low = [ni, nj, nk];
  const high = [-1, -1, -1];
  for (let k = 0; k < nk; k += 2) {
    for (let j = 0; j < nj; j += 2) {
      const row = ni * (j + nj * k);
      for (let i = 0; i < ni; i += 2) {
        if (wanted[tissues.data[row + i] as number] !== true) continue;
        if (i < (low[0] as number)) low[0] = i;
        if (i > (high[0] as number)) high[0] = i;
        if (j < (low[1] as number)) low[1] = j;
        if (j > (high[1] as number)) high[1] = j;
        if (k < (low[2] as number)) low[2] = k;
        if (k > (high[2] as number)) high[2] = k;
      }
    }
  }
  if ((high[0] as number) < 0) return cornersOf(tissues.affine, [0, 0, 0], [ni - 1, nj - 1, nk - 1]);
  return cornersOf(tissues.affine, low, high);
}

function cornersOf(affine: Anatomy["tissues"]["affine"], low: readonly number[], high: readonly number[]): WorldBox {
  const minimum: [number, number, number] = [Infinity, Infinity, Infinity];
  const maximum: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner++) {
    const at = [0, 1, 2].map((axis) => {
      const isHigh = ((corner >> axis) & 1) === 1;
      return isHigh ? (high[axis] as number) + 1.5 : (low[axis] as number) - 1.5;
    }) as [number, number, number];
    const world = voxelToWorld(affine, at);
    for (const axis of [0, 1, 2] as const) {
      minimum[axis] = Math.min(minimum[axis], world[axis]);
      maximum[axis] = Math.max(maximum[axis], world[axis]);
    }
  }
  return { minimumMm: minimum satisfies WorldPoint, maximumMm: maximum satisfies WorldPoint };
}
