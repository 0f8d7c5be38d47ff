import { affineFromSpacing, type Mask, startLongTask, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { maskOntoGrid } from "./mask-onto-grid.js";

const ball: Mask = (() => {
  const shape = [24, 24, 24] as const;
  const affine = affineFromSpacing([2, 2, 2], [-23, -23, -23]);
  const data = Uint8Array.from({ length: 24 ** 3 }, (_, v) => {
    const world = voxelToWorld(affine, [v % 24, Math.floor(v / 24) % 24, Math.floor(v / 576)]);
    return Math.hypot(...world) <= 18 ? 1 : 0;
  });
  return { data, shape, affine };
})();

describe("maskOntoGrid", () => {
  it("gives a ball the volume and the smooth edge of a ball", async () => {
    const grid = { shape: [100, 100, 30] as const, affine: affineFromSpacing([0.5, 0.5, 1.5], [-25, -25, -22]) };
    const options = { task: startLongTask(1, {}), stage: "test", done: 0 };
    const { data, shape } = await maskOntoGrid(ball, grid, options);
    expect(shape).toEqual(grid.shape);
    const volume = data.reduce((sum, value) => sum + value, 0) * 0.5 * 0.5 * 1.5;
    expect(volume / ((4 / 3) * Math.PI * 18 ** 3)).toBeCloseTo(1, 1);
    // Of 2 mm steps by the nearest voxel, whole 4 × 4 blocks would have one value.
    let uneven = 0;
    for (let k = 0; k < 30; k++) {
      for (let j = 0; j < 100; j += 4) {
        for (let i = 0; i < 96; i += 4) {
          const v = i + 100 * (j + 100 * k);
          if (data[v] !== data[v + 3]) uneven++;
        }
      }
    }
    expect(uneven).toBeGreaterThan(100);
  });

  it("holds nothing beyond the mask's own grid, and stops when asked", async () => {
    const grid = { shape: [4, 4, 4] as const, affine: affineFromSpacing([1, 1, 1], [500, 0, 0]) };
    const task = startLongTask(1, {});
    expect((await maskOntoGrid(ball, grid, { task, stage: "test", done: 0 })).data.indexOf(1)).toBe(-1);
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    const stopped = startLongTask(1, { signal: controller.signal });
    await expect(maskOntoGrid(ball, grid, { task: stopped, stage: "test", done: 0 })).rejects.toThrow("enough");
  });
});
