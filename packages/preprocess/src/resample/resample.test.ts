import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { resample } from "./resample.js";

describe("resample", () => {
  it("interpolates linearly at the world positions of the grid", async () => {
    const volume = {
      data: Float32Array.of(0, 10, 30),
      shape: [3, 1, 1],
      affine: affineFromSpacing([2, 1, 1]),
    } as const;
    const finer = { shape: [5, 1, 1], affine: affineFromSpacing([1, 1, 1]) } as const;
    expect([...(await resample(volume, finer)).data]).toEqual([0, 5, 10, 20, 30]);
  });
});
