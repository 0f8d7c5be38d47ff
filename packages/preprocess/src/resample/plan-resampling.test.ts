import { affineFromSpacing, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { imageOf } from "../testdata/made-volumes.js";
import { planResampling } from "./plan-resampling.js";
import { resampleSlabInto } from "./resample-slab-into.js";

const image = imageOf({ shape: [4, 3, 5], affine: affineFromSpacing([1, 1, 1]) }, (i, j, k) => i + 10 * j + 100 * k);

describe("planResampling", () => {
  it("says the shape and affine of the result", () => {
    const grid = { shape: [2, 2, 2], affine: affineFromSpacing([2, 1, 1], [0.5, 0, 0]) } as const;
    expect(planResampling(image, grid)).toMatchObject(grid);
  });

  it("plans a box of the grid, in its place", () => {
    const plan = planResampling(image, image, { box: { from: [1, 1, 3], to: [3, 2, 5] } });
    expect(plan.shape).toEqual([2, 1, 2]);
    expect(voxelToWorld(plan.affine, [0, 0, 0])).toEqual([1, 1, 3]);
    const out = new Float32Array(4);
    resampleSlabInto(plan, { from: 0, to: 2 }, out);
    expect([...out]).toEqual([311, 312, 411, 412]);
  });

  it("refuses a box that reaches out of the grid", () => {
    const box = { from: [0, 0, 0], to: [4, 3, 6] } as const;
    expect(() => planResampling(image, image, { box })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("refuses an interpolation that there is not", () => {
    const options = { interpolation: "lanczos" } as unknown as Parameters<typeof planResampling>[2];
    expect(() => planResampling(image, image, options)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("does not change its input", () => {
    const before = image.data.slice();
    planResampling(image, image, { interpolation: "cubic" });
    expect(image.data).toEqual(before);
  });
});
