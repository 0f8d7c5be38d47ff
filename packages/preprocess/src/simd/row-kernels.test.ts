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

describe("properties", () => {
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

/** The bits of each value; of a NaN only that it is one. */
function bits(values: Float32Array): Uint32Array {
  const canonical = values.map((value) => (Number.isNaN(value) ? Number.NaN : value));
  return new Uint32Array(canonical.buffer);
}
