import type { RegionStatistics, Volume, VoxelArray, VoxelIndex } from "@cmb/core";
import { type Neighbourhood, neighbourIndex } from "../classical/neighbourhood.js";

/** The tissue that a lesion is compared with begins so far beyond its radius, and ends so far. */
const RING_MM = { from: 1, to: 3.5 } as const;

/** Of a fine grid one voxel in so many is enough for a median: about this many within reach are looked at. */
const SAMPLES = 4000;

/** What {@link nativeContrast} needs. */
export interface ContrastOptions {
  readonly voxels: Int32Array;
  readonly region: RegionStatistics;
  /** Voxels around a voxel of the scan's grid; reaching 8.5 mm. */
  readonly near: Neighbourhood;
  /** Whether a voxel of the scan's grid is brain. */
  readonly inBrain: (voxel: VoxelIndex) => boolean;
}

/**
 * 1 − the darkest voxel of a lesion over the median of the brain between 1 and 3.5 mm beyond its radius, as the classical
 * detector has it; 0 to 1, and 0 where no brain is around.
 */
export function nativeContrast(volume: Volume<VoxelArray>, { voxels, region, near, inBrain }: ContrastOptions): number {
  const [ni, nj] = volume.shape;
  const radiusMm = Math.cbrt((3 * region.volumeMm3) / (4 * Math.PI));
  const [i, j, k] = region.centroidVoxel.map(Math.round) as unknown as VoxelIndex;
  const own = new Set(voxels);
  const around: number[] = [];
  const step = Math.ceil(near.distanceMm.length / SAMPLES);
  for (let n = 0; n < near.distanceMm.length; n += step) {
    const mm = near.distanceMm[n] as number;
    if (mm > radiusMm + RING_MM.to) break;
    if (mm < radiusMm + RING_MM.from) continue;
    const v = neighbourIndex(near, n, { shape: volume.shape, i, j, k });
    if (v === -1 || own.has(v) || !Number.isFinite(volume.data[v])) continue;
    const row = Math.floor(v / ni);
    if (inBrain([v % ni, row % nj, Math.floor(row / nj)])) around.push(volume.data[v] as number);
  }
  around.sort((a, b) => a - b);
  const median = around[around.length >> 1] ?? 0;
  if (!(median > 0)) return 0;
  let darkest = Number.POSITIVE_INFINITY;
  for (const v of voxels) darkest = Math.min(darkest, volume.data[v] as number);
  return Number.isFinite(darkest) ? Math.min(1, Math.max(0, 1 - darkest / median)) : 0;
}
