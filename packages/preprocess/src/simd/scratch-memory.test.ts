import { affineFromSpacing, createVolume, type Shape, voxelCount } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fft3Into } from "../fourier/fft3-into.js";
import { transformFloatAxis } from "../fourier/float-lines.js";
import { inverseRealLines, transformRealLines } from "../fourier/float-real-lines.js";
import { type FourierTables, fourierTables } from "../fourier/fourier-tables.js";
import { inverseRealFft3 } from "../fourier/inverse-real-fft3.js";
import { realFft3 } from "../fourier/real-fft3.js";
import { gaussianSmooth } from "../gaussian-smooth.js";
import { resample } from "../resample/resample.js";
import { addRowsInto } from "./add-weighted-rows-into.js";
import { convolveInto } from "./convolve.js";
import { countFloats, finiteRangeOfFloats } from "./float-histogram.js";
import { fourierKernels, webAssemblyFourierKernels } from "./fourier-kernels.js";
import { plainFourierKernels } from "./plain-fourier-kernels.js";
import { plainRowKernels } from "./plain-row-kernels.js";
import { rowKernels, webAssemblyRowKernels } from "./row-kernels.js";

/** What another call may have left: nothing, what spreads to all that it touches, what overflows, and a bit pattern of a plan. */
const LEFT_BEHIND = [0, Number.NaN, Number.POSITIVE_INFINITY, 1e38, -3] as const;

type Left = (typeof LEFT_BEHIND)[number];

/** Both memories of this realm. */
function leave(value: Left): void {
  fourierKernels(1).values.fill(value);
  rowKernels(1).values.fill(value);
}

/** Values of all sizes, none of them round. */
function floats(n: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: n }, (_, v) => ((v * 7919) % 1013) / 1013 - 0.4 + 1e-3 * (v % 7));
}

/** The bytes of what `run` gives must not depend on what was in the memories. */
async function expectSameBytes(run: (left: Left) => Promise<readonly ArrayBufferView[]>): Promise<void> {
  const bytes = async (left: Left): Promise<readonly Uint8Array[]> => {
    leave(left);
    const views = await run(left);
    return views.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  };
  const clean = await bytes(0);
  for (const left of LEFT_BEHIND.slice(1)) {
    const other = await bytes(left);
    for (const [n, expected] of clean.entries()) {
      expect(Buffer.compare(expected, other[n] ?? new Uint8Array()), `part ${n} with ${left} left behind`).toBe(0);
    }
  }
}

const volumeOf = (shape: Shape, spacingMm: readonly [number, number, number] = [1, 1, 1]) =>
  createVolume(floats(voxelCount(shape)), shape, affineFromSpacing(spacingMm));

const length = (max: number) => fc.integer({ min: 1, max });
const anyShape = fc.tuple(length(45), length(19), length(19)) as fc.Arbitrary<readonly [number, number, number]>;
/** Lengths with every radix of the kernels, and one that they leave to others. */
const someLengths = fc.constantFrom(
  1,
  2,
  3,
  4,
  5,
  7,
  8,
  9,
  11,
  13,
  15,
  16,
  22,
  25,
  29,
  30,
  37,
  49,
  60,
  61,
  67,
  77,
  122,
);
const axes = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
const runs = { numRuns: Number(process.env["FUZZ_RUNS"] ?? 12) };

describe("what is in the scratch memories", () => {
  it("changes nothing of fft3Into", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyShape,
        axes,
        fc.constantFrom("forward" as const, "inverse" as const),
        async (shape, axis, direction) => {
          await expectSameBytes(async () => {
            const image = { real: floats(voxelCount(shape)), imaginary: floats(voxelCount(shape)).reverse(), shape };
            await fft3Into(image, { direction, axes: [axis, ((axis + 1) % 3) as 0 | 1 | 2] }, image);
            return [image.real, image.imaginary];
          });
        },
      ),
      runs,
    );
  });

  it("changes nothing of realFft3 and inverseRealFft3", async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(someLengths, length(19), length(9)), async (shape) => {
        await expectSameBytes(async (left) => {
          const spectrum = await realFft3({ data: floats(voxelCount(shape)), shape });
          leave(left);
          const { data } = await inverseRealFft3(spectrum);
          return [spectrum.real, spectrum.imaginary, data];
        });
      }),
      runs,
    );
  });

  it.each([
    ["WebAssembly", webAssemblyFourierKernels() ?? plainFourierKernels],
    ["plain JavaScript", plainFourierKernels],
  ])("changes nothing of the lines of a Fourier transform between two pieces, in %s", async (_, version) => {
    const poisoned = (n: number, left: Left): FourierTables | undefined => {
      const kernels = typeof version === "function" ? version : () => version;
      const tables = fourierTables(n, kernels);
      if (tables === undefined) return undefined;
      const load = (): ReturnType<FourierTables["load"]> => {
        tables.load().values.fill(left);
        return tables.load();
      };
      return { ...tables, load };
    };
    const advance = async (): Promise<void> => {};
    await fc.assert(
      fc.asyncProperty(someLengths, length(70), length(3), axes, async (n, beside, slabs, axis) => {
        const shape = (
          [
            [n, beside, slabs],
            [beside, n, slabs],
            [beside, slabs, n],
          ] as const
        )[axis];
        await expectSameBytes(async (left) => {
          const tables = poisoned(n, left);
          if (tables === undefined) return [];
          const image = { real: floats(voxelCount(shape)), imaginary: floats(voxelCount(shape)).reverse() };
          await transformFloatAxis(image, { shape, axis, factor: 0.3, tables, advance });
          const half = beside * slabs * (Math.floor(n / 2) + 1);
          const spectra = { real: new Float32Array(half), imaginary: new Float32Array(half) };
          const lines = floats(voxelCount(shape));
          await transformRealLines({ lines, spectra, tables, advance });
          const back = new Float32Array(lines.length);
          await inverseRealLines({ lines: back, spectra, tables, advance });
          return [image.real, image.imaginary, spectra.real, spectra.imaginary, back];
        });
      }),
      runs,
    );
  });

  it("changes nothing of transforms of other lengths that take turns", async () => {
    const shapes = fc.array(fc.tuple(someLengths, someLengths, length(3)), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(shapes, async (several) => {
        const transform = async (shape: Shape): Promise<ArrayBufferView[]> => {
          const spectrum = await realFft3({ data: floats(voxelCount(shape)), shape });
          const { data } = await inverseRealFft3(spectrum);
          return [spectrum.real, spectrum.imaginary, data];
        };
        await expectSameBytes(async (left) => {
          if (left !== 0) return (await Promise.all(several.map(transform))).flat();
          const alone: ArrayBufferView[] = [];
          for (const shape of several) alone.push(...(await transform(shape)));
          return alone;
        });
      }),
      runs,
    );
  });

  it("changes nothing of gaussianSmooth and resample", async () => {
    const sigmas = fc.double({ min: 0, max: 3, noNaN: true });
    const kinds = fc.constantFrom("nearest" as const, "linear" as const, "cubic" as const);
    await fc.assert(
      fc.asyncProperty(anyShape, sigmas, kinds, fc.boolean(), async (shape, sigmaMm, interpolation, antialias) => {
        const grid = { shape: [11, 9, 5] as const, affine: affineFromSpacing([1.7, 2.3, 0.6]) };
        await expectSameBytes(async (left) => {
          const smooth = gaussianSmooth(volumeOf(shape, [1, 0.7, 2]), { sigmaMm });
          leave(left);
          return [smooth.data, (await resample(volumeOf(shape), grid, { interpolation, antialias })).data];
        });
      }),
      runs,
    );
  });

  it.each([
    ["WebAssembly", webAssemblyRowKernels()],
    ["plain JavaScript", undefined],
  ])("changes nothing of convolutions and sums of rows, in %s", async (_, version) => {
    const half = (radius: number): Float32Array => floats(radius + 1);
    await fc.assert(
      fc.asyncProperty(anyShape, fc.tuple(length(9), length(9), length(9)), async (shape, [a, b, c]) => {
        await expectSameBytes(async (left) => {
          const kernels = (capacity: number): ReturnType<typeof rowKernels> => {
            const made = version ?? plainRowKernels(capacity);
            made.values.fill(left);
            return made;
          };
          const weights = [half(a - 1), half(b - 1), half(c - 1)] as const;
          const smooth = new Float32Array(voxelCount(shape));
          convolveInto({ source: floats(voxelCount(shape)), shape, weights, kernels }, smooth);
          const rowLength = shape[0];
          const sums = [
            { first: 0, weights: half(a - 1) },
            { first: b, weights: half(c - 1) },
            { first: 2, weights: [] },
          ];
          const out = floats(3 * rowLength);
          addRowsInto(floats((a + b + c) * rowLength), { rowLength, sums, kernels }, out);
          return [smooth, out];
        });
      }),
      runs,
    );
  });

  it("changes nothing of histograms", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 2, max: 400 }), async (n, bins) => {
        const values = floats(n);
        await expectSameBytes(async (left) => {
          const range = finiteRangeOfFloats(values);
          leave(left);
          const [minimum, maximum] = range;
          return [
            Float64Array.from(range),
            countFloats(values, { minimum, maximum: maximum + 1, scale: bins / (maximum + 1 - minimum), bins }),
          ];
        });
      }),
      runs,
    );
  });
});
