import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { phaseErrors } from "./phase-errors.js";

standardTests("phaseErrors", {
  transform: phaseErrors,
  options: { share: [0.3, 0.5] },
  identity: { share: 0, radians: 1, axis: 1, seed: 1 },
  moves: false,
  refused: { share: 2 },
});

describe("phaseErrors", () => {
  it("keeps the energy of the image, as phases do", async () => {
    const { image } = madeScene();
    const { data } = await phaseErrors().apply(image, { share: 0.4, radians: [0.2, 1.2], axis: 1, seed: 2 });
    const energy = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);
    expect(energy(data) / energy(image.data)).toBeCloseTo(1, 5);
  });
});
