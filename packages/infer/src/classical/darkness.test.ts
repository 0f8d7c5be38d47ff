import { affineFromSpacing, startLongTask } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { darknessInto } from "./darkness.js";

const affine = affineFromSpacing([1, 1, 1]);

describe("darknessInto", () => {
  it("is one less the intensity over the tissue, cut off at −0.15 and 1, and 0 outside of the mask", async () => {
    const shape = [6, 1, 1] as const;
    const volume = { data: new Float32Array([100, 50, 0, 105, 300, 20]), shape, affine };
    const mask = { data: new Uint8Array([1, 1, 1, 1, 1, 0]), shape, affine };
    const level = { mean: { data: new Float32Array(6).fill(100), shape, affine }, stride: [1, 1, 1] as const };
    const { data } = await darknessInto(volume, { mask, level, task: startLongTask(1, {}), done: 0 });
    expect([...data]).toEqual([...new Float32Array([0, 0.5, 1, -0.05, -0.15, 0])].map((x) => expect.closeTo(x, 6)));
  });

  it("is 0 where there is no tissue to compare with", async () => {
    const shape = [1, 1, 1] as const;
    const mask = { data: new Uint8Array([1]), shape, affine };
    const level = { mean: { data: new Float32Array([0]), shape, affine }, stride: [1, 1, 1] as const };
    const volume = { data: new Float32Array([0]), shape, affine };
    expect((await darknessInto(volume, { mask, level, task: startLongTask(1, {}), done: 0 })).data[0]).toBe(0);
  });
});
