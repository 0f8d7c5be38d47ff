import { affineFromSpacing, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineEchoes } from "./combine-echoes.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});

describe("combineEchoes", () => {
  it("takes the root of the mean square", () => {
    expect([...combineEchoes([row(1, 6), row(7, 8)], { weighting: "snr" }).data]).toEqual([
      5,
      Math.fround(Math.sqrt(50)),
    ]);
  });

  it("takes the mean with echo times as weights", () => {
    const { data } = combineEchoes([row(10), row(40)], { weighting: "echo-time", echoTimesMs: [10, 20] });
    expect(data[0]).toBeCloseTo(30, 5);
  });

  it("takes the mean with weights TE exp(−TE / T2*), 50 ms unless told otherwise", () => {
    const echoTimesMs = [10, 30];
    const weights = (t2: number): number[] => echoTimesMs.map((te) => te * Math.exp(-te / t2));
    for (const t2StarMs of [50, 20]) {
      const [a = 0, b = 0] = weights(t2StarMs);
      const options = { weighting: "t2star", echoTimesMs, t2StarMs } as const;
      expect(combineEchoes([row(10), row(40)], options).data[0]).toBeCloseTo((10 * a + 40 * b) / (a + b), 5);
    }
    const stated = combineEchoes([row(10), row(40)], { weighting: "t2star", echoTimesMs, t2StarMs: 50 });
    expect(combineEchoes([row(10), row(40)], { weighting: "t2star", echoTimesMs })).toEqual(stated);
  });

  it("makes a voxel NaN that is NaN in one echo", () => {
    expect([...combineEchoes([row(1, Number.NaN), row(1, 1)], { weighting: "snr" }).data]).toEqual([1, Number.NaN]);
  });

  it("refuses no echo, other grids, and echo times that are missing or not above 0", () => {
    const mismatch = expect.objectContaining({ code: "SHAPE_MISMATCH" });
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    const te = (...echoTimesMs: number[]) => ({ weighting: "echo-time" as const, echoTimesMs });
    expect(() => combineEchoes([], { weighting: "snr" })).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => combineEchoes([row(1), row(1, 2)], { weighting: "snr" })).toThrow(mismatch);
    expect(() => combineEchoes([row(1), row(1)], te(5))).toThrow(mismatch);
    expect(() => combineEchoes([row(1)], te(0))).toThrow(outOfRange);
    const t2 = { weighting: "t2star", echoTimesMs: [5], t2StarMs: -1 } as const;
    expect(() => combineEchoes([row(1)], t2)).toThrow(outOfRange);
  });

  describe("properties", () => {
    it("lies between the darkest and the brightest echo, and is an echo where all are the same", () => {
      const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 });
      const weighting = fc.constantFrom("snr" as const, "echo-time" as const, "t2star" as const);
      fc.assert(
        fc.property(values, weighting, (echoes, name) => {
          const echoTimesMs = echoes.map((_, echo) => 5 + 7 * echo);
          const combined = (list: readonly number[]): number =>
            combineEchoes(
              list.map((value) => row(value)),
              { weighting: name, echoTimesMs },
            ).data[0] as number;
          expect(combined(echoes)).toBeGreaterThanOrEqual(Math.min(...echoes) - 1e-3);
          expect(combined(echoes)).toBeLessThanOrEqual(Math.max(...echoes) + 1e-3);
          expect(combined(echoes.map(() => 321))).toBeCloseTo(321, 3);
        }),
      );
    });
  });
});
