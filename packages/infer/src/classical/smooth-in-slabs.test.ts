import { affineFromSpacing, createRng, type Shape, startLongTask } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { smoothInSlabs } from "./smooth-in-slabs.js";

function noise(shape: Shape): Float32Array {
  const rng = createRng(7, "noise");
  return Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, () => rng.normal());
}

describe("smoothInSlabs", () => {
  it("equals smoothing the whole volume at once, for grids of one and of many slabs", async () => {
    for (const shape of [
      [7, 9, 5],
      [400, 410, 9],
      [20, 30, 1],
    ] as const) {
      const volume = { data: noise(shape), shape, affine: affineFromSpacing([0.5, 0.6, 2]) };
      const task = startLongTask(1, {});
      const { data } = await smoothInSlabs(volume, { sigmaMm: 1.3, task, done: 0 });
      const whole = gaussianSmooth(volume, { sigmaMm: 1.3 }).data;
      expect(data.reduce((max, value, v) => Math.max(max, Math.abs(value - (whole[v] ?? 0))), 0)).toBe(0);
    }
  });
});
