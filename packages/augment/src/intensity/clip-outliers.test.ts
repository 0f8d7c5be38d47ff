import { affineFromSpacing, createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { clipOutliers } from "./clip-outliers.js";

standardTests("clipOutliers", {
  transform: clipOutliers,
  options: { lower: 5, upper: 90 },
  identity: { lower: 0, upper: 100, retainStatistics: false },
  moves: false,
  refused: { lower: -1 },
  isFixed: true,
});

describe("clipOutliers", () => {
  it("limits values to two percentiles, in order however they are drawn", async () => {
    const data = Float32Array.from({ length: 101 }, (_, v) => v);
    const volume = { data, shape: [101, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const clip = clipOutliers({ lower: 90, upper: 10 });
    const { data: clipped } = await clip.apply(volume, await clip.sample(createRng(1), volume));
    expect([clipped[0], clipped[50], clipped[100]]).toStrictEqual([10, 50, 90]);
  });

  it("brings mean and standard deviation back where wanted", async () => {
    const data = Float32Array.of(0, 1, 2, 3, 100);
    const volume = { data, shape: [5, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: clipped } = await clipOutliers().apply(volume, { lower: 0, upper: 75, retainStatistics: true });
    expect(clipped.reduce((sum, value) => sum + value, 0)).toBeCloseTo(106, 3);
  });
});
