import { affineFromSpacing, createVolume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crop } from "../geometry/crop.js";
import { arbitraryImageAndGrid } from "../testdata/made-volumes.js";
import { resampleLabelBoxes } from "./resample-label-boxes.js";
import { resampleLabels } from "./resample-labels.js";

const row = createVolume(Uint16Array.of(0, 7, 9), [3, 1, 1], affineFromSpacing([2, 1, 1]));
const fine = { shape: [6, 1, 1], affine: affineFromSpacing([1, 1, 1], [-0.4, 0, 0]) } as const;

describe("resampleLabelBoxes", () => {
  it("gives the labels in each box, in its place", async () => {
    const [part] = await resampleLabelBoxes(row, fine, [{ from: [2, 0, 0], to: [5, 1, 1] }]);
    expect(part?.data).toEqual(Uint16Array.of(7, 7, 9));
    expect(part?.affine[3]).toBeCloseTo(1.6, 12);
  });

  it("refuses a box that reaches out of the grid", async () => {
    const wrong = resampleLabelBoxes(row, fine, [{ from: [0, 0, 0], to: [7, 1, 1] }]);
    await expect(wrong).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("refuses a box that no array holds before it takes memory", async () => {
    const to = [100_000, 100_000, 100_000] as const;
    const huge = resampleLabelBoxes(row, { ...fine, shape: to }, [{ from: [0, 0, 0], to }]);
    await expect(huge).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  it("stops when asked", async () => {
    const box = { from: [0, 0, 0], to: [1, 1, 1] } as const;
    const stopped = resampleLabelBoxes(row, fine, [box], { signal: AbortSignal.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
  });

  describe("properties", () => {
    it("equals the whole result cut to the box, on parallel axes and at any angle", async () => {
      const withCorner = arbitraryImageAndGrid(6).chain(([one, grid]) => {
        const corner = fc.tuple(fc.nat(grid.shape[0] - 1), fc.nat(grid.shape[1] - 1), fc.nat(grid.shape[2] - 1));
        return fc.tuple(fc.constant(one), fc.constant(grid), corner);
      });
      await fc.assert(
        fc.asyncProperty(withCorner, fc.constantFrom("nearest", "linear"), async ([one, grid, from], interpolation) => {
          const box = { from, to: grid.shape };
          const [part] = await resampleLabelBoxes(one, grid, [box], { interpolation });
          expect(part).toEqual(crop(await resampleLabels(one, grid, { interpolation }), box));
        }),
        { numRuns: 300 },
      );
    });
  });
});
