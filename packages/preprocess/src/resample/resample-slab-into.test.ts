import { affineFromSpacing, voxelCount } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryEdges, arbitraryImageAndGrid, imageOf } from "../testdata/made-volumes.js";
import { planResampling } from "./plan-resampling.js";
import { resample } from "./resample.js";
import { resampleSlabInto } from "./resample-slab-into.js";

const image = imageOf({ shape: [4, 3, 5], affine: affineFromSpacing([1, 1, 1]) }, (i, j, k) => i + 10 * j + 100 * k);

describe("resampleSlabInto", () => {
  it("writes the slices from the start of the output", () => {
    const out = new Float32Array(24);
    resampleSlabInto(planResampling(image, image), { from: 2, to: 4 }, out);
    expect(out).toEqual(image.data.subarray(24, 48));
  });

  it("overwrites what the output held, also outside of the image", () => {
    const far = { shape: [2, 2, 2], affine: affineFromSpacing([1, 1, 1], [50, 0, 0]) } as const;
    const out = new Float32Array(8).fill(3);
    resampleSlabInto(planResampling(image, far, { outside: -1 }), { from: 0, to: 2 }, out);
    expect([...out]).toEqual([-1, -1, -1, -1, -1, -1, -1, -1]);
  });

  it.each([
    [-1, 2],
    [3, 2],
    [0, 6],
    [0.5, 2],
  ])("refuses slices %d to %d of 5", (from, to) => {
    const plan = planResampling(image, image);
    expect(() => resampleSlabInto(plan, { from, to }, new Float32Array(12 * Math.max(0, to - from)))).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });

  it("refuses an output of another length", () => {
    const plan = planResampling(image, image);
    expect(() => resampleSlabInto(plan, { from: 0, to: 2 }, new Float32Array(60))).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });

  describe("properties", () => {
    it("gives the same bits slab by slab, in any order, as the whole", async () => {
      const kind = fc.constantFrom("nearest", "linear", "cubic");
      const options = fc.tuple(arbitraryEdges(), kind, fc.boolean());
      const thicknesses = fc.integer({ min: 1, max: 3 });
      await fc.assert(
        fc.asyncProperty(arbitraryImageAndGrid(6), options, thicknesses, async ([one, grid], choice, thickness) => {
          const [edges, interpolation, antialias] = choice;
          const chosen = { ...edges, interpolation, antialias };
          const whole = await resample(one, grid, chosen);
          const plan = planResampling(one, grid, chosen);
          const [ni, nj, nk] = plan.shape;
          const slabs = new Float32Array(voxelCount(grid.shape));
          for (let to = nk; to > 0; to -= thickness) {
            const from = Math.max(0, to - thickness);
            resampleSlabInto(plan, { from, to }, slabs.subarray(ni * nj * from, ni * nj * to));
          }
          expect(slabs).toEqual(whole.data);
        }),
      );
    });
  });
});
