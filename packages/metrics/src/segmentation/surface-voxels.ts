import type { Volume, VoxelArray, VoxelRuns } from "@cmb/core";
import { voxelsOf } from "../labelling/shared-runs.js";

/**
 * The surface of a mask: foreground voxels with background, or the edge of the grid, beside one of their six faces.
 *
 * Along an axis of one voxel nothing is looked at.
 *
 * @param mask - every value other than 0 is foreground
 * @param runs - its foreground
 * @returns linear indices, ascending
 * @internal
 */
export function surfaceVoxels({ data, shape }: Volume<VoxelArray>, runs: VoxelRuns): Uint32Array {
  const [ni, nj, nk] = shape;
  const voxels = new Uint32Array(voxelsOf(runs));
  const strides = [nj > 1 ? ni : 0, nk > 1 ? ni * nj : 0] as const;
  let n = 0;
  for (let run = 0; run < runs.first.length; run++) {
    const first = runs.first[run] as number;
    const end = runs.end[run] as number;
    const row = Math.floor(first / ni);
    const k = Math.floor(row / nj);
    const isEdge = isOuter(row - k * nj, nj) || isOuter(k, nk);
    for (let v = first; v < end; v++) {
      // A run is as long as it can be: its ends have background or the edge of the grid beside them.
      const isOpen = isEdge || (ni > 1 && (v === first || v === end - 1)) || hasOpenFace(data, v, strides);
      if (isOpen) voxels[n++] = v;
    }
  }
  return voxels.subarray(0, n);
}

function isOuter(at: number, length: number): boolean {
  return length > 1 && (at === 0 || at === length - 1);
}

/** Along j and k; a stride of 0 looks at the voxel itself. */
function hasOpenFace(data: VoxelArray, v: number, [strideJ, strideK]: readonly [number, number]): boolean {
  return data[v - strideJ] === 0 || data[v + strideJ] === 0 || data[v - strideK] === 0 || data[v + strideK] === 0;
}
