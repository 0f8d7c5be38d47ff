import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { madeScene } from "../testdata/made-scene.js";
import { drawPreset, replayTest } from "../testdata/preset-tests.js";
import { upstream2024 } from "./upstream-2024.js";

const SMALL = { shape: [27, 21, 13] } as const;

describe("upstream2024", () => {
  replayTest(upstream2024(SMALL));

  it("has the published probabilities", async () => {
    const samples = 120;
    const counts = await drawPreset(upstream2024(SMALL), samples);
    const published = {
      cropOrPad: 1,
      standardise: 1,
      affine: 0.4 * 0.6,
      elastic: 0.4 * 0.3,
      rotate90: 0.4,
      gaussianNoise: 0.6 * 0.25,
      gamma: 0.6 * 0.5,
      saltAndPepper: 0.6 * 0.25,
      invertContrast: 0.6 * 0.25,
      gaussianBlur: 0.25,
    };
    for (const [name, probability] of Object.entries(published)) {
      const sigma = Math.sqrt(samples * probability * (1 - probability));
      expect(Math.abs((counts.get(name) ?? 0) - samples * probability)).toBeLessThanOrEqual(3.5 * sigma);
    }
  });

  it("pads half of what is missing, rounded down, before the image", async () => {
    const { image } = madeScene();
    const { steps } = await upstream2024({ ...SMALL, use: "test" }).sample(createRng(1), image);
    expect(steps[0]).toMatchObject({ name: "cropOrPad", parameters: { from: [-1, 0, 0] } });
    expect(steps.map(({ name }) => name)).toStrictEqual(["cropOrPad", "noiseForEmpty", "standardise"]);
  });

  it("ends standardised whatever was drawn", async () => {
    for (let seed = 0; seed < 10; seed++) {
      const { scene } = await augment(madeScene(), upstream2024(SMALL), createRng(seed));
      const { data } = scene.image;
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      expect(Math.abs(mean)).toBeLessThan(1e-3);
      expect(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length).toBeCloseTo(1, 3);
    }
  });
});
