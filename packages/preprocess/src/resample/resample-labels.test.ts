import { affineFromSpacing, createVolume, spacing } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryImage, arbitraryImageAndGrid, imageOf } from "../testdata/made-volumes.js";
import { gridOfSpacing } from "./grid-of-spacing.js";
import { resample } from "./resample.js";
import { resampleLabels } from "./resample-labels.js";

const row = createVolume(Uint32Array.of(0, 7, 4_000_000_001), [3, 1, 1], affineFromSpacing([1, 1, 1]));

function at(count: number, spacingMm: number, originMm: number) {
  return { shape: [count, 1, 1], affine: affineFromSpacing([spacingMm, 1, 1], [originMm, 0, 0]) } as const;
}

describe("resampleLabels", () => {
  it("takes the label of the nearest voxel, exactly, and keeps the type", async () => {
    const { data } = await resampleLabels(row, at(4, 0.75, 0.2));
    expect(data).toEqual(Uint32Array.of(0, 7, 4_000_000_001, 4_000_000_001));
  });

  it("takes the label with the greatest linear weight", async () => {
    const square = createVolume(Uint8Array.of(1, 2, 1, 3), [2, 2, 1], affineFromSpacing([1, 1, 1]));
    // Weights there: label 2 and label 3 a little over a quarter each, label 1 a little under a half.
    const grid = { shape: [1, 1, 1], affine: affineFromSpacing([1, 1, 1], [0.51, 0.5, 0]) } as const;
    expect((await resampleLabels(square, grid, { interpolation: "nearest" })).data[0]).toBe(3);
    expect((await resampleLabels(square, grid, { interpolation: "linear" })).data[0]).toBe(1);
  });

  it("gives a tie to the smallest label", async () => {
    const mirrored = createVolume(Uint8Array.of(9, 4), [2, 1, 1], affineFromSpacing([1, 1, 1]));
    const { data } = await resampleLabels(mirrored, at(3, 0.1, 0.4), { interpolation: "linear" });
    expect([...data]).toEqual([9, 4, 4]);
  });

  it("fills what lies outside with 0, with another label, or with that of the edge", async () => {
    const grid = at(2, 5, -2);
    expect([...(await resampleLabels(row, grid)).data]).toEqual([0, 0]);
    expect([...(await resampleLabels(row, grid, { outside: 5 })).data]).toEqual([5, 5]);
    expect([...(await resampleLabels(row, grid, { outside: "edge" })).data]).toEqual([0, 4_000_000_001]);
    expect([...(await resampleLabels(row, at(1, 1, 2.4), { inside: "centres" })).data]).toEqual([0]);
  });

  it("refuses cubic", async () => {
    const options = { interpolation: "cubic" } as unknown as Parameters<typeof resampleLabels>[2];
    await expect(resampleLabels(row, row, options)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("refuses a grid that no array holds before it takes memory", async () => {
    const huge = { shape: [100_000, 100_000, 100_000], affine: affineFromSpacing([1, 1, 1]) } as const;
    await expect(resampleLabels(row, huge)).rejects.toMatchObject({
      code: "TOO_LARGE",
      message: expect.stringMatching(/^resampleLabels: /),
    });
  });

  it("refuses one interpolation for each axis where the axes are not parallel", async () => {
    const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
    const turned = { shape: [2, 2, 2], affine: [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] } as const;
    const mixed = resampleLabels(row, turned, { interpolation: ["linear", "linear", "nearest"] });
    await expect(mixed).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("reports progress up to the end, and stops when asked", async () => {
    const seen: number[] = [];
    await resampleLabels(row, row, { onProgress: (p) => seen.push(p.completed / p.total) });
    expect(seen.at(-1)).toBe(1);
    const stopped = resampleLabels(row, row, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
  });

  it("mixes the nearest slice across slices with linear weights within them", async () => {
    const labels = { ...imageOf({ shape: [2, 1, 2], affine: affineFromSpacing([1, 1, 5]) }, (i, _, k) => i + 2 * k) };
    const grid = { shape: [1, 1, 1], affine: affineFromSpacing([1, 1, 1], [0.6, 0, 2.4]) } as const;
    const mixed = await resampleLabels(labels, grid, { interpolation: ["linear", "linear", "nearest"] });
    expect(mixed.data[0]).toBe(1);
  });

  describe("properties", () => {
    const withGrid = arbitraryImageAndGrid(6);

    it("invents no label", async () => {
      await fc.assert(
        fc.asyncProperty(withGrid, fc.constantFrom("nearest", "linear"), async ([image, grid], interpolation) => {
          const { data } = await resampleLabels(image, grid, { interpolation, outside: 555 });
          const known = new Set([...image.data, 555]);
          expect(data.every((label) => known.has(label))).toBe(true);
        }),
      );
    });

    it("keeps every label on the same grid", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryImage(6), fc.constantFrom("nearest", "linear"), async (image, interpolation) => {
          expect((await resampleLabels(image, image, { interpolation })).data).toEqual(image.data);
        }),
      );
    });

    it("agrees with resample where both take the nearest voxel", async () => {
      await fc.assert(
        fc.asyncProperty(withGrid, async ([image, grid]) => {
          const options = { interpolation: "nearest", outside: -1 } as const;
          expect((await resampleLabels(image, grid, options)).data).toEqual(
            (await resample(image, grid, options)).data,
          );
        }),
      );
    });

    it("comes back from a grid that is three times as fine", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryImage(5), fc.constantFrom("nearest", "linear"), async (image, interpolation) => {
          const [di, dj, dk] = spacing(image.affine);
          const finer = gridOfSpacing(image, [di / 3, dj / 3, dk / 3]);
          const fine = await resampleLabels(image, finer, { interpolation });
          expect((await resampleLabels(fine, image, { interpolation })).data).toEqual(image.data);
        }),
      );
    });
  });
});
