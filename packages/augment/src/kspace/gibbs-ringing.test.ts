import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { gibbsRinging } from "./gibbs-ringing.js";

standardTests("gibbsRinging", {
  transform: gibbsRinging,
  options: { alpha: [0.6, 0.8] },
  identity: { alpha: 0 },
  moves: false,
  refused: { alpha: 2 },
});

describe("gibbsRinging", () => {
  it("keeps the mean and gives it everywhere when all else is cut off", async () => {
    const { image } = madeScene();
    const mean = image.data.reduce((sum, value) => sum + value, 0) / image.data.length;
    const { data } = await gibbsRinging().apply(image, { alpha: 1 });
    expect(data.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0)).toBeLessThan(1e-3);
  });
});
