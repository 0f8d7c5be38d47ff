import type { Shape } from "@cmb/core";
import { arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ComplexImage } from "./complex-image.js";
import { fft } from "./fft.js";
import { fft3 } from "./fft3.js";

function image(shape: Shape): ComplexImage {
  const length = shape[0] * shape[1] * shape[2];
  const real = Float64Array.from({ length }, (_, v) => Math.sin(v * v));
  return { real, imaginary: Float64Array.from(real, (_, v) => Math.cos(2 * v * v + 1)), shape };
}

describe("fft3", () => {
  it("puts a plane wave into one voxel of the spectrum", async () => {
    const shape: Shape = [6, 5, 4];
    const angles = Array.from({ length: 120 }, (_, v) => {
      const [i, j, k] = [v % 6, Math.floor(v / 6) % 5, Math.floor(v / 30)];
      return 2 * Math.PI * ((2 * i) / 6 + (3 * j) / 5 + k / 4);
    });
    const wave = { real: Float64Array.from(angles, Math.cos), imaginary: Float64Array.from(angles, Math.sin), shape };
    const { real } = await fft3(wave);
    const at = 2 + 6 * (3 + 5 * 1);
    expect(real[at]).toBeCloseTo(120, 10);
    expect(Math.hypot(...real)).toBeCloseTo(120, 9);
  });

  it("transforms along the axes that are asked for", async () => {
    const one = image([4, 3, 2]);
    const { real } = await fft3(one, { axes: [1] });
    const line = [0, 1, 2].map((j) => 1 + 4 * (j + 3 * 1));
    const expected = fft({
      real: line.map((v) => one.real[v] as number),
      imaginary: line.map((v) => one.imaginary[v] as number),
    });
    for (const [j, v] of line.entries()) expect(real[v]).toBeCloseTo(expected.real[j] as number, 12);
  });

  it("keeps float32 arrays float32, and leaves the input alone", async () => {
    const one = { real: Float32Array.of(1, 2, 3, 4), imaginary: new Float32Array(4), shape: [2, 2, 1] as const };
    const spectrum = await fft3(one);
    expect(spectrum.real).toBeInstanceOf(Float32Array);
    expect([...spectrum.real]).toEqual([10, -2, -4, 0]);
    expect([...one.real]).toEqual([1, 2, 3, 4]);
  });

  it("reports progress that ends at its total, and stops when asked", async () => {
    const seen: number[] = [];
    await fft3(image([8, 8, 8]), { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(fft3(image([8, 8, 8]), { signal })).rejects.toThrow("stopped");
  });

  it("refuses an empty axis and parts that do not fill the shape", async () => {
    const parts = { real: new Float32Array(4), imaginary: new Float32Array(4) };
    await expect(fft3({ ...parts, shape: [4, 0, 1] })).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    await expect(fft3({ ...parts, shape: [4, 2, 1] })).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  });

  describe("properties", () => {
    it("goes there and back, and keeps the energy", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryShape({ maxLength: 13 }), async (shape) => {
          const one = image(shape);
          const spectrum = await fft3(one);
          const back = await fft3(spectrum, { direction: "inverse" });
          const energy = ({ real, imaginary }: ComplexImage): number =>
            Array.from(real, (value, v) => value ** 2 + (imaginary[v] as number) ** 2).reduce((a, b) => a + b, 0);
          expect(energy(spectrum) / one.real.length / energy(one)).toBeCloseTo(1, 11);
          for (const [v, value] of one.real.entries()) expect(back.real[v]).toBeCloseTo(value, 12);
          for (const [v, value] of one.imaginary.entries()) expect(back.imaginary[v]).toBeCloseTo(value, 12);
        }),
      );
    });

    it("treats the axes alike, in whatever order they come", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryShape({ maxLength: 9 }), async (shape) => {
          const [a, b] = [await fft3(image(shape)), await fft3(image(shape), { axes: [2, 0, 1] })];
          for (const [v, value] of a.real.entries()) expect(b.real[v]).toBeCloseTo(value, 10);
        }),
      );
    });
  });
});
