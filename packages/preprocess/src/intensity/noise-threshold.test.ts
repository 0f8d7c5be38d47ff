import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { noiseThreshold } from "./noise-threshold.js";

const image = (value: (radius: number, v: number) => number): Volume => {
  const data = Float32Array.from({ length: 30 ** 3 }, (_, v) =>
    value(Math.hypot((v % 30) - 14.5, (Math.floor(v / 30) % 30) - 14.5, Math.floor(v / 900) - 14.5), v),
  );
  return { data, shape: [30, 30, 30], affine: affineFromSpacing([1, 1, 1]) };
};

describe("noiseThreshold", () => {
  it("is five deviations of the quietest corner, so that dim tissue counts", () => {
    // Corners alternate between 0 and 2: a deviation of 1. One corner holds something louder.
    const threshold = noiseThreshold(
      image((radius, v) => (radius < 6 ? 100 : radius < 8 ? 20 : v < 200 ? 7 * (v % 5) : 2 * (v % 2))),
    );
    expect(threshold).toBeCloseTo(5, 1);
  });

  it("is half of the mean of what is above that, where no corner is free of tissue", () => {
    expect(noiseThreshold(image((_, v) => 80 + 40 * (v % 2)))).toBeCloseTo(60, 0);
  });

  it("is 0 where the background is 0: all that is above counts", () => {
    expect(noiseThreshold(image((radius) => (radius < 9 ? 100 : 0)))).toBe(0);
  });

  it("leaves NaN and infinities out", () => {
    const broken = image((radius, v) =>
      v === 0 ? Number.NaN : v === 13_000 ? Number.POSITIVE_INFINITY : radius < 9 ? 100 : 2 * (v % 2),
    );
    expect(noiseThreshold(broken)).toBeCloseTo(5, 1);
  });
});
