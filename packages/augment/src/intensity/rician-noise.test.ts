import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { ricianNoise } from "./rician-noise.js";

standardTests("ricianNoise", {
  transform: ricianNoise,
  options: {},
  identity: { standardDeviation: 0, unit: "value", seed: 1 },
  moves: false,
  refused: { standardDeviation: -1 },
});

describe("ricianNoise", () => {
  it("brightens the background to σ √(π/2) and leaves no negative value", async () => {
    const { data } = await ricianNoise().apply(constant(0), { standardDeviation: 2, unit: "value", seed: 3 });
    expect(Math.abs(moments(data).mean - 2 * Math.sqrt(Math.PI / 2))).toBeLessThan(0.02);
    expect(data.every((value) => value >= 0)).toBe(true);
  });

  it("is nearly Gaussian far above the noise, with a mean of √(v² + σ²)", async () => {
    const { mean, deviation } = moments(
      (await ricianNoise().apply(constant(40), { standardDeviation: 2, unit: "value", seed: 3 })).data,
    );
    expect(Math.abs(mean - Math.sqrt(1604))).toBeLessThan(0.03);
    expect(Math.abs(deviation - 2)).toBeLessThan(0.03);
  });
});

function constant(value: number): Volume {
  return { data: new Float32Array(40_000).fill(value), shape: [40, 40, 25], affine: affineFromSpacing([1, 1, 1]) };
}

function moments(data: Float32Array): { readonly mean: number; readonly deviation: number } {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return { mean, deviation: Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length) };
}
