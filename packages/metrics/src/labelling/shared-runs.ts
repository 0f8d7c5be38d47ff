import type { VoxelRuns } from "@cmb/core";

/**
 * Every stretch of voxels that lies in a run of both sides, in memory order.
 *
 * @param left - runs of one mask
 * @param right - runs of another on the same grid
 * @param visit - called with the two runs, the stretch's first voxel and the voxel after its last
 * @internal
 */
export function forEachSharedRun(
  left: VoxelRuns,
  right: VoxelRuns,
  visit: (leftRun: number, rightRun: number, first: number, end: number) => void,
): void {
  let l = 0;
  let r = 0;
  while (l < left.first.length && r < right.first.length) {
    const leftEnd = left.end[l] as number;
    const rightEnd = right.end[r] as number;
    const first = Math.max(left.first[l] as number, right.first[r] as number);
    const end = Math.min(leftEnd, rightEnd);
    if (first < end) visit(l, r, first, end);
    if (leftEnd <= rightEnd) l++;
    if (rightEnd <= leftEnd) r++;
  }
}

/**
 * The number of voxels of all runs.
 *
 * @internal
 */
export function voxelsOf({ first, end }: VoxelRuns): number {
  let voxels = 0;
  for (let run = 0; run < first.length; run++) voxels += (end[run] as number) - (first[run] as number);
  return voxels;
}

/**
 * The run that holds a voxel.
 *
 * @returns its index, −1 for background
 * @internal
 */
export function runAt({ first, end }: VoxelRuns, voxel: number): number {
  let [low, high] = [0, first.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((first[middle] as number) <= voxel) low = middle + 1;
    else high = middle;
  }
  return low > 0 && voxel < (end[low - 1] as number) ? low - 1 : -1;
}

/**
 * Runs that are as long as they can be: those that follow one another within a row become one.
 *
 * @returns the same object where there is nothing to join
 * @internal
 */
export function joinTouching(runs: VoxelRuns): VoxelRuns {
  const { shape, first, end } = runs;
  const follows = (run: number): boolean => first[run] === end[run - 1] && (first[run] as number) % shape[0] !== 0;
  const isStart = first.map((_, run) => Number(!follows(run)));
  if (!isStart.includes(0)) return runs;
  const isEnd = (run: number): boolean => run + 1 === first.length || isStart[run + 1] === 1;
  return { shape, first: first.filter((_, run) => isStart[run] === 1), end: end.filter((_, run) => isEnd(run)) };
}
