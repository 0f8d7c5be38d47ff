import { affineFromSpacing } from "@cmb/core";
import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { crop } from "../geometry/crop.js";
import { arbitraryEdges, arbitraryImageAndGrid, imageOf } from "../testdata/made-volumes.js";
import { resample } from "./resample.js";
import { resampleBoxes } from "./resample-boxes.js";

const image = imageOf({ shape: [8, 8, 8], affine: affineFromSpacing([2, 2, 2]) }, (i, j, k) => i + 10 * j + 100 * k);
const native = { shape: [16, 16, 16], affine: affineFromSpacing([1, 1, 1]) } as const;

describe("resampleBoxes", () => {
  it("gives the part of the image in each box, in its place", async () => {
    const boxes = [
      { from: [2, 2, 2], to: [4, 3, 3] },
      { from: [0, 0, 14], to: [1, 1, 15] },
    ] as const;
    const [first, second] = await resampleBoxes(image, native, boxes);
    expect([...(first?.data ?? [])]).toEqual([111, 111.5]);
    expect(first?.affine).toEqual(affineFromSpacing([1, 1, 1], [2, 2, 2]));
    expect([...(second?.data ?? [])]).toEqual([700]);
  });

  it("gives nothing for no box", async () => {
    expect(await resampleBoxes(image, native, [])).toEqual([]);
  });

  it("refuses a box that reaches out of the grid", async () => {
    const wrong = resampleBoxes(image, native, [{ from: [0, 0, 0], to: [17, 1, 1] }]);
    await expect(wrong).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("refuses cubic, which depends on the whole image", async () => {
    const options = { interpolation: "cubic" } as unknown as Parameters<typeof resampleBoxes>[3];
    await expect(resampleBoxes(image, native, [], options)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("refuses a box that no array holds before it takes memory", async () => {
    const to = [100_000, 100_000, 100_000] as const;
    const huge = resampleBoxes(image, { ...native, shape: to }, [{ from: [0, 0, 0], to }]);
    await expect(huge).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  it("stops when asked", async () => {
    const box = { from: [0, 0, 0], to: [1, 1, 1] } as const;
    const stopped = resampleBoxes(image, native, [box], { signal: AbortSignal.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
  });

  it("reads the part of the image under the box alone: what lies elsewhere may be anything", async () => {
    const poisoned = { ...image, data: image.data.map((value, v) => (v >= 8 * 8 * 4 ? Number.NaN : value)) };
    const [part] = await resampleBoxes(poisoned, native, [{ from: [0, 0, 0], to: [16, 16, 7] }]);
    expect(part?.data.every(Number.isFinite)).toBe(true);
  });

  describe("properties", () => {
    it("equals the whole result cut to the box, bit for bit, on parallel axes and at any angle", async () => {
      const withBox = arbitraryImageAndGrid(6).chain(([one, grid]) => {
        const box = fc.tuple(...grid.shape.map(arbitrarySpan)).map(([i = [0, 1], j = [0, 1], k = [0, 1]]) => ({
          from: [i[0], j[0], k[0]] as const,
          to: [i[1], j[1], k[1]] as const,
        }));
        return fc.tuple(fc.constant(one), fc.constant(grid), box);
      });
      const kinds = fc.constantFrom("nearest", "linear");
      await fc.assert(
        fc.asyncProperty(withBox, arbitraryEdges(), kinds, async ([one, grid, box], edges, interpolation) => {
          const chosen = { ...edges, interpolation };
          const [part] = await resampleBoxes(one, grid, [box], chosen);
          expect(part).toEqual(crop(await resample(one, grid, chosen), box));
        }),
        { numRuns: 300 },
      );
    });
  });
});

/** From one voxel of an axis to one past another. */
function arbitrarySpan(n: number): Arbitrary<readonly [number, number]> {
  return fc.tuple(fc.nat(n - 1), fc.nat(n - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
}
