import { arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fft3 } from "./fft3.js";
import { realFft3 } from "./real-fft3.js";

const shape = [4, 1, 1] as const;

describe("realFft3", () => {
  it("gives frequencies 0 to half of the first axis", async () => {
    const { real, imaginary, shape: half, imageShape } = await realFft3({ data: Float64Array.of(1, 2, 3, 4), shape });
    expect([...real]).toEqual([10, -2, -2]);
    expect([...imaginary]).toEqual([0, 2, 0]);
    expect([half, imageShape]).toEqual([[3, 1, 1], shape]);
  });

  it("keeps float32 images float32, takes an odd number of lines, and leaves the image alone", async () => {
    const data = Float32Array.from({ length: 15 }, (_, v) => v);
    const spectrum = await realFft3({ data, shape: [5, 3, 1] });
    expect(spectrum.real).toBeInstanceOf(Float32Array);
    expect(spectrum.real[0]).toBe(105);
    expect(data[14]).toBe(14);
  });

  it("reports progress that ends at its total, and stops when asked", async () => {
    const image = { data: new Float32Array(512), shape: [8, 8, 8] as const };
    const seen: number[] = [];
    await realFft3(image, { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    await expect(realFft3(image, { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow("stopped");
  });

  it("refuses an empty axis and data that do not fill the shape", async () => {
    const data = new Float32Array(4);
    await expect(realFft3({ data, shape: [0, 1, 1] })).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    await expect(realFft3({ data, shape: [3, 1, 1] })).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  });

  describe("properties", () => {
    it("is the first half of the whole transform", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryShape({ maxLength: 12 }), async (imageShape) => {
          const [ni, nj, nk] = imageShape;
          const data = Float64Array.from({ length: ni * nj * nk }, (_, v) => Math.sin(v * v));
          const whole = await fft3({ real: data, imaginary: new Float64Array(data.length), shape: imageShape });
          const half = await realFft3({ data, shape: imageShape });
          for (let v = 0; v < half.real.length; v++) {
            const at = (v % half.shape[0]) + ni * Math.floor(v / half.shape[0]);
            expect(half.real[v]).toBeCloseTo(whole.real[at] as number, 10);
            expect(half.imaginary[v]).toBeCloseTo(whole.imaginary[at] as number, 10);
          }
        }),
      );
    });
  });
});
