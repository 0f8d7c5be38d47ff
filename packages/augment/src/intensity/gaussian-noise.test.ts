import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { gaussianNoise } from "./gaussian-noise.js";

standardTests("gaussianNoise", {
  transform: gaussianNoise,
  options: {},
  identity: { standardDeviation: 0, unit: "value", seed: 1 },
  moves: false,
  refused: { standardDeviation: -1 },
});

describe("gaussianNoise", () => {
  it("adds noise of zero mean and the wanted deviation, normal in its tails", async () => {
    const { data } = await gaussianNoise().apply(constant(5), { standardDeviation: 2, unit: "value", seed: 3 });
    const { mean, deviation } = moments(data);
    // Three standard errors of 40,000 draws.
    expect(Math.abs(mean - 5)).toBeLessThan(0.03);
    expect(Math.abs(deviation - 2)).toBeLessThan(0.022);
    const beyond = (sigmas: number): number =>
      data.filter((value) => Math.abs(value - 5) > 2 * sigmas).length / data.length;
    expect(beyond(1)).toBeCloseTo(0.3173, 1);
    expect(Math.abs(beyond(2) - 0.0455)).toBeLessThan(0.004);
    expect(Math.abs(beyond(3) - 0.0027)).toBeLessThan(0.001);
  });

  it("counts standard deviations of the image unless told otherwise", async () => {
    const volume = { ...constant(0), data: constant(0).data.map((_, v) => (v % 2 === 0 ? -10 : 10)) };
    const { data } = await gaussianNoise().apply(volume, {
      standardDeviation: 0.5,
      unit: "standardDeviations",
      seed: 3,
    });
    expect(moments(data.map((value, v) => value - (volume.data[v] as number))).deviation).toBeCloseTo(5, 1);
  });
});

function constant(value: number): Volume {
  return { data: new Float32Array(40_000).fill(value), shape: [40, 40, 25], affine: affineFromSpacing([1, 1, 1]) };
}

function moments(data: Float32Array): { readonly mean: number; readonly deviation: number } {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return { mean, deviation: Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length) };
}
