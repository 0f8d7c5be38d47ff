import type { Shape } from "@cmb/core";
import { arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint, textured } from "../testdata/smoothed.js";
import { type Convolution, convolveInto } from "./convolve.js";
import { plainRowKernels } from "./plain-row-kernels.js";
import { ROW_KERNEL_VALUES, rowKernels } from "./row-kernels.js";

const ALONE = Float32Array.of(1);

/** Falling weights that sum to 1 over both halves. */
function weightsOf(radius: number): Float32Array {
  const raw = Float64Array.from({ length: radius + 1 }, (_, t) => 1 / (1 + t));
  const sum = raw.reduce((total, w, t) => total + (t === 0 ? w : 2 * w), 0);
  return Float32Array.from(raw, (w) => w / sum);
}

function convolved({ source, ...convolution }: Convolution): Float32Array {
  const out = new Float32Array(source.length);
  convolveInto({ source, ...convolution }, out);
  return out;
}

/** Every sum in float64, index by index. */
function slowly(source: Float32Array, shape: Shape, weights: Convolution["weights"]): Float64Array {
  const [ni, nj] = shape;
  let data = Float64Array.from(source);
  for (const axis of [0, 1, 2] as const) {
    const stride = [1, ni, ni * nj][axis] as number;
    data = data.map((_, v) => {
      const position = Math.floor(v / stride) % shape[axis];
      const at = (t: number): number =>
        data[v + (Math.min(shape[axis] - 1, Math.max(0, position + t)) - position) * stride] as number;
      return weights[axis].reduce((sum, w, t) => sum + w * (t === 0 ? at(0) : at(t) + at(-t)), 0);
    });
  }
  return data;
}

function largestDifference(a: Float32Array, b: Float64Array): number {
  return b.reduce((most, value, v) => Math.max(most, Math.abs(value - (a[v] as number))), 0);
}

describe("convolveInto", () => {
  it("leaves an axis with one weight alone", () => {
    const { data, shape } = textured([9, 8, 7]);
    expect(convolved({ source: data, shape, weights: [ALONE, ALONE, ALONE] })).toEqual(data);
  });

  it("convolves slices that the memory of the kernels cannot hold", () => {
    const { data, shape } = textured([1030, 517, 2]);
    const weights = [weightsOf(2), weightsOf(3), weightsOf(1)] as const;
    expect(shape[0] * shape[1]).toBeGreaterThan(ROW_KERNEL_VALUES);
    expect(largestDifference(convolved({ source: data, shape, weights }), slowly(data, shape, weights))).toBeLessThan(
      1e-3,
    );
  });

  it("convolves with kernels that the memory of the kernels cannot hold", () => {
    const { data, shape } = textured([5, 4, 3]);
    const weights = [weightsOf(300_000), weightsOf(150_000), weightsOf(300_000)] as const;
    const out = convolved({ source: data, shape, weights });
    expect(largestDifference(out, slowly(data, shape, weights))).toBeLessThan(0.05);
  });

  it("reads no further than its memory goes where a block would fill all of it", () => {
    // Two weights and 9709 lines of 20 values, with margins of 1 and 32 for the sums, are 2 MiB to the last value.
    const { data, shape } = textured([9709, 1, 20]);
    expect(2 + 9709 * (20 + 2 + 32)).toBe(ROW_KERNEL_VALUES);
    const weights = [ALONE, ALONE, weightsOf(1)] as const;
    const plain = convolved({ source: data, shape, weights, kernels: plainRowKernels });
    expect(fingerprint(convolved({ source: data, shape, weights }))).toBe(fingerprint(plain));
  });

  it("takes no more memory for the hundredth call than for the first", () => {
    const { data, shape } = textured([20, 20, 20]);
    const weights = [weightsOf(2), weightsOf(2), weightsOf(2)] as const;
    const { buffer } = rowKernels(1).values;
    for (let call = 0; call < 100; call++) convolved({ source: data, shape, weights });
    expect(rowKernels(1).values.buffer).toBe(buffer);
    expect(buffer.byteLength).toBe(4 * ROW_KERNEL_VALUES);
  });

  describe("properties", () => {
    const radius = fc.integer({ min: 0, max: 12 });
    const shapes = fc.oneof(arbitraryShape({ maxLength: 9 }), arbitraryShape({ maxLength: 45 }));

    it("gives the same bits with WebAssembly as without, and what float64 gives within its rounding", () => {
      fc.assert(
        fc.property(shapes, fc.tuple(radius, radius, radius), (shape, [a, b, c]) => {
          const source = textured(shape).data;
          const weights = [weightsOf(a), weightsOf(b), weightsOf(c)] as const;
          const wide = convolved({ source, shape, weights });
          const plain = convolved({ source, shape, weights, kernels: plainRowKernels });
          expect(new Uint32Array(wide.buffer)).toEqual(new Uint32Array(plain.buffer));
          expect(largestDifference(wide, slowly(source, shape, weights))).toBeLessThan(2e-4);
        }),
        { numRuns: 40 },
      );
    });
  });
});
