import { describe, expect, it } from "vitest";
import { drawPreset, replayTest } from "../testdata/preset-tests.js";
import { nnUnet } from "./nn-unet.js";

describe("nnUnet", () => {
  replayTest(nnUnet());

  it("has the probabilities of nnU-Net's trainer", async () => {
    const counts = await drawPreset(nnUnet(), 100);
    // Of 100 draws; a binomial of 0.36 has a standard deviation of 5.
    const expected = {
      affine: 36,
      gaussianNoise: 10,
      gaussianBlur: 10,
      brightness: 15,
      contrast: 15,
      gamma: 30,
      invertedGamma: 10,
    };
    for (const [name, count] of Object.entries(expected)) {
      expect(Math.abs((counts.get(name) ?? 0) - count)).toBeLessThan(17);
      expect(counts.get(name) ?? 0).toBeGreaterThan(1);
    }
    expect(counts.get("flip")).toBe(100);
  });
});
