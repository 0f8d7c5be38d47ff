import { arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inverseRealFft3 } from "./inverse-real-fft3.js";
import { realFft3 } from "./real-fft3.js";

const shape = [4, 1, 1] as const;

describe("inverseRealFft3", () => {
  it("gives the image of a spectrum and leaves the spectrum alone", async () => {
    const real = Float64Array.of(10, -2, -2);
    const imaginary = Float64Array.of(0, 2, 0);
    const image = await inverseRealFft3({ real, imaginary, shape: [3, 1, 1], imageShape: shape });
    for (const [v, value] of [1, 2, 3, 4].entries()) expect(image.data[v]).toBeCloseTo(value, 14);
    expect([...real]).toEqual([10, -2, -2]);
  });

  it("takes the imaginary parts for 0 that a real image cannot have", async () => {
    const parts = { real: Float64Array.of(10, -2, -2), imaginary: Float64Array.of(9, 2, -7) };
    const image = await inverseRealFft3({ ...parts, shape: [3, 1, 1], imageShape: shape });
    for (const [v, value] of [1, 2, 3, 4].entries()) expect(image.data[v]).toBeCloseTo(value, 14);
  });

  it("keeps them out of the line beside it too", async () => {
    const data = Float64Array.of(1, 2, 3, 4, 8, 6, 7, 5);
    const spectrum = await realFft3({ data, shape: [4, 2, 1] });
    // Frequency 0 and the highest one along i, in both rows.
    for (const v of [0, 2, 3, 5]) spectrum.imaginary[v] = 9 + v;
    const image = await inverseRealFft3(spectrum);
    for (const [v, value] of data.entries()) expect(image.data[v]).toBeCloseTo(value, 13);
  });

  it("reports progress that ends at its total, and stops when asked", async () => {
    const spectrum = await realFft3({ data: new Float32Array(512), shape: [8, 8, 8] });
    const seen: number[] = [];
    await inverseRealFft3(spectrum, { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(inverseRealFft3(spectrum, { signal })).rejects.toThrow("stopped");
  });

  it("refuses shapes that do not belong together, and parts that do not fill them", async () => {
    const parts = { real: new Float64Array(3), imaginary: new Float64Array(3) };
    const mismatch = { code: "SHAPE_MISMATCH" };
    await expect(inverseRealFft3({ ...parts, shape: [3, 1, 1], imageShape: [6, 1, 1] })).rejects.toMatchObject(
      mismatch,
    );
    await expect(inverseRealFft3({ ...parts, shape: [2, 1, 1], imageShape: [3, 1, 1] })).rejects.toMatchObject(
      mismatch,
    );
  });

  describe("properties", () => {
    it("undoes realFft3 for even and odd sizes", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryShape({ maxLength: 12 }), async (imageShape) => {
          const [ni, nj, nk] = imageShape;
          const data = Float64Array.from({ length: ni * nj * nk }, (_, v) => Math.sin(v * v));
          const back = await inverseRealFft3(await realFft3({ data, shape: imageShape }));
          expect(back.shape).toEqual(imageShape);
          for (const [v, value] of data.entries()) expect(back.data[v]).toBeCloseTo(value, 12);
        }),
      );
    });
  });
});
