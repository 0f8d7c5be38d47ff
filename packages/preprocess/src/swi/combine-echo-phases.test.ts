import { affineFromSpacing, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineEchoPhases } from "./combine-echo-phases.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});

describe("combineEchoPhases", () => {
  it("is TE₀ Σ m² TE φ / Σ m² TE²", () => {
    const options = { echoTimesMs: [10, 20], referenceEchoTimeMs: 15 };
    const { data } = combineEchoPhases([row(0.1), row(0.4)], [row(3), row(2)], options);
    expect(data[0]).toBeCloseTo((15 * (9 * 10 * 0.1 + 4 * 20 * 0.4)) / (9 * 100 + 4 * 400), 6);
  });

  it("refers to the longest echo time unless told otherwise", () => {
    const { data } = combineEchoPhases([row(0.4), row(0.1)], [row(1), row(1)], { echoTimesMs: [20, 5] });
    expect(data[0]).toBeCloseTo(0.4, 6);
  });

  it("leaves out an echo that is NaN, and is NaN where none is left", () => {
    const phases = [row(Number.NaN, Number.NaN), row(0.2, Number.NaN)];
    const { data } = combineEchoPhases(phases, [row(1, 1), row(1, 1)], { echoTimesMs: [5, 10] });
    expect(data[0]).toBeCloseTo(0.2, 6);
    expect(data[1]).toBeNaN();
  });

  it("refuses no echo, other grids or numbers, and echo times not above 0", () => {
    const mismatch = expect.objectContaining({ code: "SHAPE_MISMATCH" });
    const one = { echoTimesMs: [5] };
    expect(() => combineEchoPhases([], [], { echoTimesMs: [] })).toThrow(
      expect.objectContaining({ code: "EMPTY_VOLUME" }),
    );
    expect(() => combineEchoPhases([row(1)], [row(1, 2)], one)).toThrow(mismatch);
    expect(() => combineEchoPhases([row(1)], [row(1), row(1)], one)).toThrow(mismatch);
    expect(() => combineEchoPhases([row(1)], [row(1)], { echoTimesMs: [5, 6] })).toThrow(mismatch);
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => combineEchoPhases([row(1)], [row(1)], { echoTimesMs: [-5] })).toThrow(outOfRange);
    expect(() => combineEchoPhases([row(1)], [row(1)], { ...one, referenceEchoTimeMs: 0 })).toThrow(outOfRange);
  });

  describe("properties", () => {
    it("finds the field that all echoes share, whatever their magnitudes", () => {
      const echo = fc.record({ time: fc.integer({ min: 1, max: 60 }), size: fc.integer({ min: 1, max: 500 }) });
      fc.assert(
        fc.property(fc.array(echo, { minLength: 1, maxLength: 6 }), fc.integer({ min: -50, max: 50 }), (echoes, n) => {
          const field = n / 1000;
          const { data } = combineEchoPhases(
            echoes.map(({ time }) => row(field * time)),
            echoes.map(({ size }) => row(size)),
            { echoTimesMs: echoes.map(({ time }) => time), referenceEchoTimeMs: 20 },
          );
          expect(data[0]).toBeCloseTo(20 * field, 5);
        }),
      );
    });
  });
});
