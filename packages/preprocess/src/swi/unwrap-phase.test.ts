import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { arbitraryAffine, arbitraryShape } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrapPhase } from "./unwrap-phase.js";
import { wrapPhase } from "./wrap-phase.js";

const shape: Shape = [20, 18, 12];
const affine = affineFromSpacing([1, 1, 2]);

/** A hill of several turns; no step is larger than half a turn. */
function hill(): Volume {
  const data = Float32Array.from({ length: 20 * 18 * 12 }, (_, v) => {
    const [i, j, k] = [v % 20, Math.floor(v / 20) % 18, Math.floor(v / 360)];
    return 25 * Math.exp(-((i - 9) ** 2 + (j - 8) ** 2 + (k - 6) ** 2) / 60);
  });
  return { data, shape, affine };
}

const wrapped = (volume: Volume): Volume => ({ ...volume, data: volume.data.map(wrapPhase) });

/** The spread of the difference of two images, without its mean. */
function spread(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const differences = Array.from(a, (value, v) => value - (b[v] as number));
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  return differences.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
}

describe("unwrapPhase", () => {
  it("recovers a hill of four turns from its wrapped form, up to a constant", async () => {
    const truth = hill();
    expect(spread(wrapped(truth).data, truth.data)).toBeGreaterThan(10);
    expect(spread((await unwrapPhase(wrapped(truth))).data, truth.data)).toBeLessThan(1e-4);
  });

  it("sets the constant so that the result fits the input as an angle", async () => {
    const truth = hill();
    const { data } = await unwrapPhase(wrapped(truth));
    for (let v = 0; v < data.length; v += 37) {
      expect(Math.abs(wrapPhase((data[v] as number) - (truth.data[v] as number)))).toBeLessThan(1e-4);
    }
  });

  it("gives the input back on wrapping when asked for whole turns, noise and all", async () => {
    const noisy = { ...hill(), data: hill().data.map((value, v) => wrapPhase(value + 2 * Math.sin(v * v))) };
    const { data } = await unwrapPhase(noisy, { result: "congruent" });
    for (const [v, value] of data.entries())
      expect(Math.abs(wrapPhase(value - (noisy.data[v] as number)))).toBeLessThan(1e-5);
    const smooth = await unwrapPhase(noisy);
    expect(spread(smooth.data.map(wrapPhase), noisy.data)).toBeGreaterThan(0.1);
  });

  it("falls short of steep phase by the sine, and agrees where it is flat", async () => {
    const truth = hill();
    const flat = { ...truth, data: truth.data.map((value) => value / 25) };
    expect(spread((await unwrapPhase(wrapped(truth), { gradient: "sine" })).data, truth.data)).toBeGreaterThan(3);
    expect(spread((await unwrapPhase(flat, { gradient: "sine" })).data, flat.data)).toBeLessThan(0.02);
  });

  it("unwraps slices apart with two dimensions: a turn between slices stays out of the others", async () => {
    const truth = hill();
    const stepped = { ...truth, data: truth.data.map((value, v) => wrapPhase(value + (v >= 360 * 6 ? 2.5 : 0))) };
    const { data } = await unwrapPhase(stepped, { dimensions: 2 });
    for (let k = 0; k < 12; k++) {
      const slice = data.subarray(360 * k, 360 * (k + 1));
      expect(spread(slice, truth.data.subarray(360 * k, 360 * (k + 1)))).toBeLessThan(1e-4);
      const offset = wrapPhase((slice[0] as number) - (stepped.data[360 * k] as number));
      expect(Math.abs(offset)).toBeLessThan(1e-4);
    }
  });

  it("lets slices of opposite sign stand side by side with two dimensions, which three cannot", async () => {
    const truth = hill();
    const turned = { ...truth, data: truth.data.map((value, v) => (Math.floor(v / 360) % 2 === 0 ? value : -value)) };
    const apart = (await unwrapPhase(wrapped(turned), { dimensions: 2 })).data.subarray(360 * 6, 360 * 7);
    const together = (await unwrapPhase(wrapped(turned))).data.subarray(360 * 6, 360 * 7);
    expect(spread(apart, turned.data.subarray(360 * 6, 360 * 7))).toBeLessThan(1e-4);
    expect(spread(together, turned.data.subarray(360 * 6, 360 * 7))).toBeGreaterThan(1);
  });

  it("fills voxels without phase by the solution, and leaves them NaN when congruent", async () => {
    const truth = hill();
    const at = 9 + 20 * (8 + 18 * 6);
    const broken = wrapped(truth);
    broken.data[at] = Number.NaN;
    const { data } = await unwrapPhase(broken);
    expect(Math.abs((data[at] as number) - (data[at + 1] as number))).toBeLessThan(1);
    expect(data.every((value) => Number.isFinite(value))).toBe(true);
    expect((await unwrapPhase(broken, { result: "congruent" })).data[at]).toBeNaN();
  });

  it("reports progress that ends at its total, stops when asked, and leaves its input alone", async () => {
    const input = wrapped(hill());
    const before = input.data.slice();
    const seen: number[] = [];
    await unwrapPhase(input, { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    expect(input.data).toEqual(before);
    await expect(unwrapPhase(input, { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow("stopped");
  });

  describe("properties", () => {
    const slope = fc.double({ min: -3, max: 3, noNaN: true });

    it("recovers any ramp below half a turn to the voxel, on any grid", async () => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryShape({ maxLength: 7 }),
          arbitraryAffine(),
          fc.tuple(slope, slope, slope),
          async (size, grid, by) => {
            const [ni, nj, nk] = size;
            const truth = Float64Array.from({ length: ni * nj * nk }, (_, v) => {
              return by[0] * (v % ni) + by[1] * (Math.floor(v / ni) % nj) + by[2] * Math.floor(v / (ni * nj));
            });
            const phase = { data: truth.map(wrapPhase), shape: size, affine: grid };
            expect(spread((await unwrapPhase(phase)).data, truth)).toBeLessThan(1e-4);
          },
        ),
      );
    });

    it("does not depend on a constant that is added before wrapping", async () => {
      const expected = (await unwrapPhase(wrapped(hill()))).data;
      await fc.assert(
        fc.asyncProperty(fc.double({ min: -6, max: 6, noNaN: true }), async (constant) => {
          const shifted = { ...hill(), data: hill().data.map((value) => wrapPhase(value + constant)) };
          expect(spread((await unwrapPhase(shifted)).data, expected)).toBeLessThan(1e-4);
        }),
        { numRuns: 10 },
      );
    });
  });
});
