import { gaussianSmooth } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { localSmoothing } from "./local-smoothing.js";

standardTests("localSmoothing", {
  transform: localSmoothing,
  options: { weight: [0.5, 1] },
  identity: { sigmaMm: 1, weight: 0, spacingMm: 40, seed: 1 },
  moves: false,
  refused: { weight: 2 },
});

describe("localSmoothing", () => {
  it("equals the Gaussian blur where the weight is 1", async () => {
    const { image } = madeScene();
    const { data } = await localSmoothing().apply(image, { sigmaMm: 1.2, weight: 1, spacingMm: 40, seed: 1 });
    const blurred = gaussianSmooth(image, { sigmaMm: 1.2 }).data;
    expect(Math.max(...data.map((value, v) => Math.abs(value - (blurred[v] as number))))).toBeLessThan(2e-5);
  });
});
