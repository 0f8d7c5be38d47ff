import type { Mask, Volume } from "@cmb/core";
import { faceNeighboursInto } from "./face-neighbours.js";

/** How far {@link growRegion} goes. */
export interface GrowRegionOptions {
  /** Voxels at least this dark belong. */
  readonly threshold: number;
  /** Growing stops beyond so many voxels. */
  readonly maxVoxels: number;
}

/** What {@link growRegion} found. */
export interface GrownRegion {
  /** Indices in memory, in the order in which they were reached. */
  readonly voxels: readonly number[];
  /** It met `maxVoxels` before its end. */
  readonly overflowed: boolean;
  /** The share of its faces that look out of the mask; the edge of the grid does not count. */
  readonly openShare: number;
}

/** The face-connected voxels around a seed that are dark enough, inside of the mask. */
export function growRegion(
  darkness: Volume,
  mask: Mask,
  seed: number,
  { threshold, maxVoxels }: GrowRegionOptions,
): GrownRegion {
  const reached = new Set<number>([seed]);
  const voxels = [seed];
  const around = new Int32Array(6);
  let open = 0;
  let closed = 0;
  for (let n = 0; n < voxels.length && voxels.length <= maxVoxels; n++) {
    const neighbours = faceNeighboursInto(voxels[n] as number, darkness.shape, around);
    for (let f = 0; f < neighbours; f++) {
      const w = around[f] as number;
      if (reached.has(w)) continue;
      if (mask.data[w] === 0) open++;
      else if ((darkness.data[w] as number) < threshold) closed++;
      else {
        reached.add(w);
        voxels.push(w);
      }
    }
  }
  return { voxels, overflowed: voxels.length > maxVoxels, openShare: open / Math.max(1, open + closed) };
}
