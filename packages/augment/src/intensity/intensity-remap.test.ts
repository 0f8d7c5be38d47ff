import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { intensityRemap } from "./intensity-remap.js";

standardTests("intensityRemap", {
  transform: intensityRemap,
  options: {},
  identity: undefined,
  moves: false,
  refused: { width: 0 },
});

describe("intensityRemap", () => {
  it("keeps the range of the image", async () => {
    const { image } = madeScene();
    const { data } = await intensityRemap().apply(image, { width: 0.12, slope: 0.7, seed: 3 });
    expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...image.data) - 1e-4);
    expect(Math.max(...data)).toBeLessThanOrEqual(Math.max(...image.data) + 1e-4);
  });

  it("comes near to the identity with a steep slope", async () => {
    const { image } = madeScene();
    const { data } = await intensityRemap().apply(image, { width: 1, slope: 1000, seed: 3 });
    expect(Math.max(...data.map((value, v) => Math.abs(value - (image.data[v] as number))))).toBeLessThan(0.5);
  });
});
