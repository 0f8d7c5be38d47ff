import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { brightnessGradient } from "./brightness-gradient.js";

standardTests("brightnessGradient", {
  transform: brightnessGradient,
  options: { strength: [0.5, 1] },
  identity: { strength: 0, unit: "value", centre: [0, 0, 0], width: [1, 1, 1] },
  moves: false,
  refused: { width: 0 },
});

describe("brightnessGradient", () => {
  it("adds no more than its strength, with a mean of 0", async () => {
    const { image } = madeScene();
    const parameters = { strength: 7, unit: "value", centre: [-0.3, 0.5, 1.2], width: [0.4, 0.3, 1] } as const;
    const { data } = await brightnessGradient().apply(image, parameters);
    const added = data.map((value, v) => value - (image.data[v] as number));
    expect(Math.max(...added.map(Math.abs))).toBeCloseTo(7, 4);
    expect(Math.abs(added.reduce((sum, value) => sum + value, 0) / added.length)).toBeLessThan(1e-3);
  });
});
