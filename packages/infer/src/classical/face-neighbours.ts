import type { Shape } from "@cmb/core";

/**
 * The voxels that share a face with a voxel, written to `out`; allocates nothing.
 *
 * @param v - index in memory
 * @param out - six places or more
 * @returns how many there are
 */
export function faceNeighboursInto(v: number, [ni, nj, nk]: Shape, out: Int32Array): number {
  const area = ni * nj;
  const k = Math.floor(v / area);
  const inSlice = v - k * area;
  const j = Math.floor(inSlice / ni);
  const i = inSlice - j * ni;
  let n = 0;
  if (i > 0) out[n++] = v - 1;
  if (i < ni - 1) out[n++] = v + 1;
  if (j > 0) out[n++] = v - ni;
  if (j < nj - 1) out[n++] = v + ni;
  if (k > 0) out[n++] = v - area;
  if (k < nk - 1) out[n++] = v + area;
  return n;
}
