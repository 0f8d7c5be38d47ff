import type { Volume, VoxelArray } from "@cmb/core";

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

function neighbourMean(data: Float32Array, [ni, nj, nk]: Volume["shape"], v: number): number {
  const i = v % ni;
  const j = Math.floor(v / ni) % nj;
  const k = Math.floor(v / (ni * nj));
  const around = [
    i > 0 ? v - 1 : -1,
    i < ni - 1 ? v + 1 : -1,
    j > 0 ? v - ni : -1,
    j < nj - 1 ? v + ni : -1,
    k > 0 ? v - ni * nj : -1,
    k < nk - 1 ? v + ni * nj : -1,
  ];
  let sum = 0;
  let n = 0;
  for (const w of around) {
    const value = data[w] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    n++;
  }
  return n > 0 ? sum / n : 0;
}
