import type { Shape, Volume, VoxelArray } from "@cmb/core";
import { faceNeighboursInto } from "./face-neighbours.js";

/** A volume without NaN and infinities. */
export interface Repaired {
  readonly volume: Volume<VoxelArray>;
  /** How many voxels were replaced. */
  readonly count: number;
}

/**
 * Replaces each NaN or infinite voxel by the mean of its finite face neighbours, or by 0 where it has none.
 *
 * @param volume - not touched
 * @returns the same volume when there was nothing to repair, else a float32 copy
 */
export function repairNonFinite(volume: Volume<VoxelArray>): Repaired {
  const { shape, affine } = volume;
  if (!(volume.data instanceof Float32Array || volume.data instanceof Float64Array)) return { volume, count: 0 };
  const broken: number[] = [];
  for (let v = 0; v < volume.data.length; v++) if (!Number.isFinite(volume.data[v])) broken.push(v);
  if (broken.length === 0) return { volume, count: 0 };
  const data = new Float32Array(volume.data);
  const replacements = broken.map((v) => neighbourMean(data, shape, v));
  for (const [n, v] of broken.entries()) data[v] = replacements[n] as number;
  return { volume: { data, shape, affine }, count: broken.length };
}

function neighbourMean(data: Float32Array, shape: Shape, v: number): number {
  const around = new Int32Array(6);
  const finite = Array.from(around.subarray(0, faceNeighboursInto(v, shape, around)), (w) => data[w] as number).filter(
    (value) => Number.isFinite(value),
  );
  return finite.reduce((sum, value) => sum + value, 0) / Math.max(1, finite.length);
}
