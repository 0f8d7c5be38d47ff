import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { kSpaceSpikes } from "./k-space-spikes.js";

standardTests("kSpaceSpikes", {
  transform: kSpaceSpikes,
  options: {},
  identity: { intensity: 0, positions: [[0.5, 0.6, 0.7]] },
  moves: false,
  refused: { count: -1 },
});

describe("kSpaceSpikes", () => {
  it("adds a wave whose height is the intensity times the mean of an image without negative values", async () => {
    const volume = {
      data: new Float32Array(64).fill(2),
      shape: [64, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    const { data } = await kSpaceSpikes().apply(volume, { intensity: 0.5, positions: [[36 / 64, 0, 0]] });
    // Four turns over the image.
    for (const [i, value] of data.entries()) expect(value).toBeCloseTo(2 + Math.cos((2 * Math.PI * 4 * i) / 64), 5);
  });
});
