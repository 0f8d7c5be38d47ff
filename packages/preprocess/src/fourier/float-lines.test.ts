import type { Shape } from "@cmb/core";
import { arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FOURIER_KERNEL_VALUES, fourierKernels, webAssemblyFourierKernels } from "../simd/fourier-kernels.js";
import { plainFourierKernels } from "../simd/plain-fourier-kernels.js";
import { TRANSFORMED_FINGERPRINT, transformedFingerprint } from "../testdata/transformed.js";
import { fft3 } from "./fft3.js";
import { fft3Into } from "./fft3-into.js";
import { type FloatParts, transformFloatAxis } from "./float-lines.js";
import { inverseRealLines, transformRealLines } from "./float-real-lines.js";
import { fourierTables } from "./fourier-tables.js";

type Kernels = typeof fourierKernels;

function parts(n: number): FloatParts {
  const values = (step: number): Float32Array =>
    Float32Array.from({ length: n }, (_, v) => ((v * step) % 1013) / 1013 - 0.5);
  return { real: values(7919), imaginary: values(104_729) };
}

function tablesOf(length: number, kernels?: Kernels): NonNullable<ReturnType<typeof fourierTables>> {
  const tables = fourierTables(length, kernels);
  if (tables === undefined) throw new Error(`no tables for ${length}`);
  return tables;
}

async function transformed(shape: Shape, axis: 0 | 1 | 2, kernels?: Kernels): Promise<FloatParts> {
  const image = parts(shape[0] * shape[1] * shape[2]);
  const tables = tablesOf(shape[axis], kernels);
  await transformFloatAxis(image, { shape, axis, factor: 0.3, tables, advance: async () => {} });
  return image;
}

async function realLines(length: number, count: number, kernels?: Kernels): Promise<readonly Float32Array[]> {
  const half = Math.floor(length / 2) + 1;
  const lines = parts(length * count).real;
  const spectra = { real: new Float32Array(half * count), imaginary: new Float32Array(half * count) };
  const tables = tablesOf(length, kernels);
  await transformRealLines({ lines, spectra, tables, advance: async () => {} });
  const back = new Float32Array(lines.length);
  await inverseRealLines({ lines: back, spectra, tables, advance: async () => {} });
  return [spectra.real, spectra.imaginary, back];
}

/** Zeros may differ in nothing, not even in their sign. */
function sameBits(a: Float32Array, b: Float32Array): void {
  const [first, second] = [new Uint32Array(a.buffer), new Uint32Array(b.buffer)];
  expect(first.length).toBe(second.length);
  expect(first.findIndex((bits, n) => bits !== second[n])).toBe(-1);
}

/** Of the difference over that of the reference. */
function relativeNorm(
  a: FloatParts,
  b: { readonly real: ArrayLike<number>; readonly imaginary: ArrayLike<number> },
): number {
  let [difference, size] = [0, 0];
  for (let v = 0; v < a.real.length; v++) {
    const [re, im] = [b.real[v] as number, b.imaginary[v] as number];
    difference += ((a.real[v] as number) - re) ** 2 + ((a.imaginary[v] as number) - im) ** 2;
    size += re * re + im * im;
  }
  return Math.sqrt(difference / size);
}

describe("the float32 transforms", () => {
  it("run as WebAssembly in Node, in a memory that stays what it is", () => {
    expect(webAssemblyFourierKernels()).toBeDefined();
    const { values } = fourierKernels(10);
    expect(fourierKernels(FOURIER_KERNEL_VALUES).values).toBe(values);
    expect(values.length).toBe(FOURIER_KERNEL_VALUES);
  });

  it.each([2, 3, 4, 5, 7, 11, 16, 60, 61, 122, 128])(
    "give the same bits without WebAssembly for length %d",
    async (n) => {
      for (const axis of [0, 1, 2] as const) {
        const shape = [3, 5, 7].with(axis, n) as unknown as Shape;
        const [wide, plain] = [await transformed(shape, axis), await transformed(shape, axis, plainFourierKernels)];
        sameBits(wide.real, plain.real);
        sameBits(wide.imaginary, plain.imaginary);
      }
      const [wide, plain] = [await realLines(n, 37), await realLines(n, 37, plainFourierKernels)];
      for (const [part, array] of wide.entries()) sameBits(array, plain[part] as Float32Array);
    },
  );

  it("give in Node what they give in Chromium", async () => {
    expect(await transformedFingerprint()).toBe(TRANSFORMED_FINGERPRINT);
  });

  it("leave lengths with a larger prime factor, and those beyond their memory, to float64", () => {
    expect(fourierTables(67)).toBeUndefined();
    expect(fourierTables(2 ** 14)).toBeUndefined();
    expect(fourierTables(2 ** 11)).toBeDefined();
  });

  it("transform slabs that their memory cannot hold as a whole", async () => {
    const shape = [2600, 104, 2] as const;
    const single = { ...parts(2600 * 104 * 2), shape };
    const double = { real: Float64Array.from(single.real), imaginary: Float64Array.from(single.imaginary) };
    await fft3Into({ ...double, shape }, { axes: [1] }, double);
    const image = await fft3(single, { axes: [1] });
    expect(relativeNorm(image as FloatParts, double)).toBeLessThan(2e-7);
  });

  it("share their memory among transforms that run at the same time", async () => {
    const [a, b] = [[64, 64, 40] as const, [60, 45, 60] as const];
    const image = (shape: Shape) => ({ ...parts(shape[0] * shape[1] * shape[2]), shape });
    const alone = [await fft3(image(a)), await fft3(image(b))];
    const together = await Promise.all([fft3(image(a)), fft3(image(b))]);
    for (const [n, { real }] of together.entries()) sameBits(real as Float32Array, alone[n]?.real as Float32Array);
  });

  it("are within 1e-6 of the norm of what float64 gives", async () => {
    for (const shape of [
      [128, 24, 60],
      [49, 11, 61],
      [256, 4, 250],
    ] as const) {
      const image = { ...parts(shape[0] * shape[1] * shape[2]), shape };
      const double = { real: Float64Array.from(image.real), imaginary: Float64Array.from(image.imaginary), shape };
      const difference = relativeNorm((await fft3(image)) as FloatParts, await fft3(double));
      expect(difference).toBeLessThan(1e-6);
      // They are float32, and not float64 in disguise.
      expect(difference).toBeGreaterThan(1e-8);
    }
  });

  describe("properties", () => {
    it("give the same bits without WebAssembly on any shape", async () => {
      const axis = fc.constantFrom(0 as const, 1 as const, 2 as const);
      await fc.assert(
        fc.asyncProperty(arbitraryShape({ maxLength: 34 }), axis, async (shape, along) => {
          const [wide, plain] = [await transformed(shape, along), await transformed(shape, along, plainFourierKernels)];
          sameBits(wide.real, plain.real);
          sameBits(wide.imaginary, plain.imaginary);
        }),
        { numRuns: 30 },
      );
    });
  });
});
