import { describe, expect, it } from "vitest";
import { tileWeights } from "./tile-weights.js";

describe("tileWeights", () => {
  it("is a Gaussian about the middle, never below a hundredth", () => {
    const weights = tileWeights(96);
    expect(weights[47]).toBe(weights[48]);
    expect((weights[47 - 12] as number) / (weights[47] as number)).toBeCloseTo(
      Math.exp(-0.5 * (12.5 / 12) ** 2) / Math.exp(-0.5 * (0.5 / 12) ** 2),
      5,
    );
    expect(weights[0]).toBeCloseTo(0.01, 6);
    expect([...weights].reverse()).toEqual([...weights]);
  });

  it("is 1 for a tile of one voxel", () => {
    expect([...tileWeights(1)]).toEqual([1]);
  });
});
