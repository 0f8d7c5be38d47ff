import type { VoxelRuns } from "@cmb/core";
import { voxelsOf } from "../labelling/shared-runs.js";

/**
 * The surface of a mask: foreground voxels with background, or the edge of the grid, beside one of their six faces.
 *
 * Along an axis of one voxel nothing is looked at.
 *
 * @param runs - the foreground, in runs that are as long as they can be
 * @returns linear indices, ascending
 * @internal
 */
export function surfaceVoxels(runs: VoxelRuns): Uint32Array {
  const { shape, first, end } = runs;
  const [ni, nj, nk] = shape;
  const rowFirst = firstRunOfRows(runs);
  const voxels = new Uint32Array(voxelsOf(runs));
  const steps = [...(nj > 1 ? [-1, 1] : []), ...(nk > 1 ? [-nj, nj] : [])];
  let n = 0;
  for (let run = 0; run < first.length; ) {
    const row = Math.floor((first[run] as number) / ni);
    const k = Math.floor(row / nj);
    const isEdge = isOuter(row - k * nj, nj) || isOuter(k, nk);
    const beside = isEdge ? [] : steps.map((step): Cursor => cursorOf(rowFirst, row + step, step * ni));
    for (const lastRun = rowFirst[row + 1] as number; run < lastRun; run++) {
      const start = first[run] as number;
      const last = (end[run] as number) - 1;
      for (let v = start; v <= last; v++) {
        // The ends of a run have background or the edge of the grid beside them.
        const isOpen = isEdge || (ni > 1 && (v === start || v === last)) || !isCovered(runs, beside, v);
        if (isOpen) voxels[n++] = v;
      }
    }
  }
  return voxels.subarray(0, n);
}

function isOuter(at: number, length: number): boolean {
  return length > 1 && (at === 0 || at === length - 1);
}

/** Index of the first run of each row (j, k), with one more entry at the end. */
function firstRunOfRows({ shape: [ni, nj, nk], first }: VoxelRuns): Int32Array {
  const rowFirst = new Int32Array(nj * nk + 1);
  for (const v of first) {
    const next = Math.floor(v / ni) + 1;
    rowFirst[next] = (rowFirst[next] as number) + 1;
  }
  for (let row = 0; row < nj * nk; row++) rowFirst[row + 1] = (rowFirst[row + 1] as number) + (rowFirst[row] as number);
  return rowFirst;
}

/** A place in a row beside the one that is walked along; it only moves on. */
interface Cursor {
  run: number;
  readonly endRun: number;
  /** From a voxel to the one beside it. */
  readonly shift: number;
}

function cursorOf(rowFirst: Int32Array, row: number, shift: number): Cursor {
  return { run: rowFirst[row] as number, endRun: rowFirst[row + 1] as number, shift };
}

/** Whether all rows beside hold foreground at a voxel; voxels must come in ascending order. */
function isCovered({ first, end }: VoxelRuns, beside: readonly Cursor[], v: number): boolean {
  for (const cursor of beside) {
    const at = v + cursor.shift;
    while (cursor.run < cursor.endRun && (end[cursor.run] as number) <= at) cursor.run++;
    if (cursor.run === cursor.endRun || (first[cursor.run] as number) > at) return false;
  }
  return true;
}
