import { affineFromSpacing, createRng, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { gamma } from "./gamma.js";

standardTests("gamma", {
  transform: gamma,
  options: { gamma: [1.2, 1.5] },
  identity: { gamma: 1, range: "signed", retainStatistics: false },
  moves: false,
  refused: { gamma: 0 },
});

describe("gamma", () => {
  it("keeps the sign of negative values, as TorchIO does", async () => {
    const raised = await gamma().apply(row(-3, 0, 2), { gamma: 2, range: "signed", retainStatistics: false });
    expect([...raised.data]).toStrictEqual([-9, 0, 4]);
  });

  it("keeps the range of the image when it is rescaled, and NaN and infinities", async () => {
    const parameters = { gamma: 3, range: "rescaled", retainStatistics: false } as const;
    const { data } = await gamma().apply(row(10, 20, 30, Number.NaN, Number.POSITIVE_INFINITY), parameters);
    expect([...data]).toStrictEqual([10, 12.5, 30, Number.NaN, Number.POSITIVE_INFINITY]);
  });

  it("brings mean and standard deviation back where wanted", async () => {
    const { image } = madeScene();
    const { data } = await gamma().apply(image, { gamma: 2, range: "rescaled", retainStatistics: true });
    const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(data)).toBeCloseTo(mean(image.data), 3);
  });

  it("draws as often below 1 as above", async () => {
    const drawn = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => (await gamma().sample(createRng(n), row(1))).gamma),
    );
    expect(drawn.filter((value) => value < 1).length).toBeGreaterThan(70);
    expect(drawn.filter((value) => value > 1).length).toBeGreaterThan(70);
    expect(Math.max(...drawn)).toBeLessThan(Math.exp(0.3));
  });

  describe("properties", () => {
    it("equals Math.pow to a few roundings of float32, of any value", async () => {
      const float = fc.float({ noNaN: true, min: Math.fround(-1e6), max: Math.fround(1e6) });
      await fc.assert(
        fc.asyncProperty(
          fc.array(float, { minLength: 1 }),
          fc.double({ min: 0.2, max: 4, noNaN: true }),
          async (values, exponent) => {
            const { data } = await gamma().apply(row(...values), {
              gamma: exponent,
              range: "signed",
              retainStatistics: false,
            });
            const isNear = row(...values).data.every((value, v) => {
              const exact = Math.sign(value) * Math.abs(value) ** exponent;
              return Math.abs((data[v] as number) - exact) <= 5e-7 * Math.abs(exact) + 1e-44;
            });
            expect(isNear).toBe(true);
          },
        ),
      );
    });

    it("never changes the order of two intensities", async () => {
      await fc.assert(
        fc.asyncProperty(fc.double({ min: 0.3, max: 3, noNaN: true }), async (exponent) => {
          const ramp = row(...Array.from({ length: 200 }, (_, n) => n - 60));
          const { data } = await gamma().apply(ramp, { gamma: exponent, range: "signed", retainStatistics: false });
          expect(data.every((value, v) => v === 0 || value >= (data[v - 1] as number))).toBe(true);
        }),
        { numRuns: 40 },
      );
    });
  });
});

function row(...values: readonly number[]): Volume {
  return { data: Float32Array.from(values), shape: [values.length, 1, 1], affine: affineFromSpacing([1, 1, 1]) };
}
