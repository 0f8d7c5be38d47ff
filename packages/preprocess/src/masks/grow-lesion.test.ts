import { affineFromSpacing, type Progress, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { growLesion } from "./grow-lesion.js";
import { growWithAutomaticTolerance } from "./grow-with-automatic-tolerance.js";
import { growthLimits } from "./growth-limits.js";
import { growthSchedule } from "./growth-schedule.js";

const SHAPE = [15, 15, 11] as const;
const affine = affineFromSpacing([1, 1, 1]);

/** A dark ball of 2.5 voxels with a soft edge on a bright, uneven background. */
function lesionAt(centre: readonly [number, number, number]): Volume {
  const data = Float32Array.from({ length: 15 * 15 * 11 }, (_, v) => {
    const [i, j, k] = [v % 15, Math.floor(v / 15) % 15, Math.floor(v / 225)] as const;
    const distance = Math.hypot(i - centre[0], j - centre[1], k - centre[2]);
    return 20 + 80 / (1 + Math.exp(4 * (2.5 - distance))) + ((v * 7919) % 13) / 4;
  });
  return { data, shape: SHAPE, affine };
}

describe("growLesion", () => {
  it("gives the largest of the eight regions, and the first of equal ones", async () => {
    const volume = lesionAt([7, 7, 5]);
    const limits = growthLimits([1, 1, 1]);
    const best = await growLesion(volume, [[7, 7, 5]], limits);
    const sizes: number[] = [];
    for (const connectivity of [6, 26] as const)
      for (const reference of ["point", "runningAverage"] as const)
        for (const difference of ["relative", "normal"] as const) {
          const rule = { connectivity, reference, difference, ...limits };
          const tolerances = growthSchedule(difference);
          sizes.push((await growWithAutomaticTolerance(volume, [[7, 7, 5]], { ...rule, tolerances })).voxels.length);
        }
    const winner = sizes.indexOf(Math.max(...sizes));
    expect(best.voxels.length).toBe(sizes[winner]);
    expect([best.connectivity, best.reference, best.difference]).toEqual([
      winner < 4 ? 6 : 26,
      winner % 4 < 2 ? "point" : "runningAverage",
      winner % 2 === 0 ? "relative" : "normal",
    ]);
    expect(best.voxels.length).toBeGreaterThan(50);
  });

  it("tries the first connectivity first, which wins a tie", async () => {
    const alone: Volume = { data: new Float32Array(27).fill(1e9), shape: [3, 3, 3], affine };
    alone.data[13] = 0;
    const limits = growthLimits([1, 1, 1]);
    // No tolerance reaches a neighbour, so that all eight give the seed alone.
    expect(await growLesion(alone, [[1, 1, 1]], limits)).toMatchObject({ connectivity: 6, reference: "point" });
    const other = await growLesion(alone, [[1, 1, 1]], { ...limits, firstConnectivity: 26 });
    expect(other).toMatchObject({ connectivity: 26, reference: "point", difference: "relative" });
    expect([...other.voxels]).toEqual([13]);
  });

  it("says how far it has come, over all combinations", async () => {
    const seen: Progress[] = [];
    await growLesion(lesionAt([7, 7, 5]), [[7, 7, 5]], { ...growthLimits([1, 1, 1]), onProgress: (p) => seen.push(p) });
    expect(seen.at(-1)).toMatchObject({ completed: 8, total: 8 });
    const completed = seen.map((progress) => progress.completed);
    expect(completed).toEqual([...completed].sort((a, b) => a - b));
  });
});
