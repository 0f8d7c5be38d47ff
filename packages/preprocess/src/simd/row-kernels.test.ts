import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SMOOTHED_FINGERPRINT, smoothedFingerprint } from "../testdata/smoothed.js";
import { plainRowKernels } from "./plain-row-kernels.js";
import { ROW_KERNEL_VALUES, type RowKernels, rowKernels, webAssemblyRowKernels } from "./row-kernels.js";

/** The WebAssembly version, which Node has. */
function inWebAssembly(): RowKernels {
  const kernels = webAssemblyRowKernels();
  if (kernels === undefined) throw new Error("this host has no WebAssembly SIMD");
  return kernels;
}

const both = [
  ["WebAssembly", inWebAssembly()],
  ["plain JavaScript", plainRowKernels(1000)],
] as const;

describe("rowKernels", () => {
  it("is one instance, with a memory that holds ROW_KERNEL_VALUES and never grows", () => {
    const { values } = rowKernels(10);
    expect(rowKernels(ROW_KERNEL_VALUES).values).toBe(values);
    expect(values.length).toBe(ROW_KERNEL_VALUES);
  });

  it("takes plain JavaScript, with room for all, where that memory is too small", () => {
    const { values } = rowKernels(ROW_KERNEL_VALUES + 1);
    expect(values).not.toBe(rowKernels(1).values);
    expect(values.length).toBe(ROW_KERNEL_VALUES + 1);
  });

  it("smooths to the same bits in Node and in Chromium, with and without WebAssembly", () => {
    expect(smoothedFingerprint()).toBe(SMOOTHED_FINGERPRINT);
  });
});

describe.each(both)("weightedSums in %s", (_, { values, weightedSums }) => {
  it("sums symmetric taps around each value, row after row", () => {
    values.fill(0);
    values.set([0.5, 0.25, 0.125]);
    values.set([1, 2, 4, 8, 16, 32, 64], 10);
    values.set([1, 1, 1, 1, 1, 1, 5], 20);
    const rows = { source: 12, sourceStep: 10, tapStep: 1, weights: 0, radius: 2, out: 40, outStep: 3, n: 3, rows: 2 };
    weightedSums(rows);
    expect([...values.subarray(40, 46)]).toEqual([
      4 / 2 + (2 + 8) / 4 + (1 + 16) / 8,
      8 / 2 + (4 + 16) / 4 + (2 + 32) / 8,
      16 / 2 + (8 + 32) / 4 + (4 + 64) / 8,
      1.25,
      1.25,
      1.75,
    ]);
  });
});

describe.each(both)("spreadRows in %s", (_, { values, spreadRows }) => {
  it("repeats the first and the last value of each row", () => {
    values.set([1, 2, 3, 4, 5, 6], 100);
    spreadRows({ source: 100, n: 3, rows: 2, radius: 2, out: 10 });
    expect([...values.subarray(10, 24)]).toEqual([1, 1, 1, 2, 3, 3, 3, 4, 4, 4, 5, 6, 6, 6]);
  });
});

describe.each(both)("finiteRange and countBins in %s", (_, { values, finiteRange, countBins }) => {
  it("leave out what is not finite or not within the bins, and add to the counts", () => {
    values.set([Number.NaN, -3, 5, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY, 4, 5], 8);
    finiteRange({ source: 8, n: 8, out: 100 });
    expect([...values.subarray(100, 102)]).toEqual([-3, 5]);
    const counts = new Uint32Array(values.buffer, 4 * 200, 4 * 4).fill(0);
    counts[0] = 7;
    countBins({ source: 8, n: 8, counts: 200, minimum: 1, maximum: 5, scale: 0.5, bins: 2 });
    expect([0, 1, 2].map((bin) => sumOf(counts.subarray(4 * bin, 4 * bin + 4)))).toEqual([7 + 1, 1, 2]);
  });

  it("give infinities where no value is finite", () => {
    values.fill(Number.NaN, 0, 4);
    finiteRange({ source: 0, n: 4, out: 4 });
    expect([...values.subarray(4, 6)]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
});

describe("properties", () => {
  it("countBins counts the same in both versions, for any floats and bins", () => {
    const versions = [inWebAssembly(), plainRowKernels(4096)];
    const floats = fc.array(fc.float(), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(floats, fc.integer({ min: 2, max: 300 }), (some, bins) => {
        const [first, second] = versions.map(({ values, finiteRange, countBins }) => {
          values.set(some);
          finiteRange({ source: 0, n: 64, out: 64 });
          const [minimum, maximum] = [values[64] as number, values[65] as number];
          const lanes = new Uint32Array(values.buffer, 4 * 100, 4 * (bins + 2)).fill(0);
          countBins({ source: 0, n: 64, counts: 100, minimum, maximum, scale: bins / (maximum - minimum), bins });
          const counts = Array.from({ length: bins + 1 }, (_, bin) => sumOf(lanes.subarray(4 * bin, 4 * bin + 4)));
          return [minimum + 0, maximum + 0, ...(maximum > minimum ? counts : [])];
        });
        expect(first).toEqual(second);
      }),
      { numRuns: 300 },
    );
  });

  it("weightedSums has the same bits in both versions, for any floats, widths and radii", () => {
    const [wide, plain] = [inWebAssembly(), plainRowKernels(4096)];
    const size = fc.record({
      n: fc.integer({ min: 1, max: 70 }),
      rows: fc.integer({ min: 1, max: 4 }),
      radius: fc.integer({ min: 1, max: 13 }),
      tapStep: fc.integer({ min: 1, max: 9 }),
    });
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    const floats = fc.array(float, { minLength: 97, maxLength: 97 }).map((list) => Float32Array.from(list));
    fc.assert(
      fc.property(size, floats, ({ n, rows, radius, tapStep }, some) => {
        for (const { values } of [wide, plain]) {
          for (let v = 0; v < 1500; v++) values[v] = some[(v * 31) % 97] as number;
        }
        const source = 20 + radius * tapStep;
        const at = { source, sourceStep: n + 5, tapStep, weights: 0, radius, out: 1500, outStep: n + 3, n, rows };
        wide.weightedSums(at);
        plain.weightedSums(at);
        for (let row = 0; row < rows; row++) {
          const [from, to] = [1500 + row * (n + 3), 1500 + row * (n + 3) + n];
          expect(bits(wide.values.slice(from, to))).toEqual(bits(plain.values.slice(from, to)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function sumOf(counts: Uint32Array): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

/** The bits of each value; of a NaN only that it is one. */
function bits(values: Float32Array): Uint32Array {
  const canonical = values.map((value) => (Number.isNaN(value) ? Number.NaN : value));
  return new Uint32Array(canonical.buffer);
}
