import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { sharpen } from "./sharpen.js";

standardTests("sharpen", {
  transform: sharpen,
  options: {},
  identity: { smoothingMm: 0, maskMm: 1, amount: 0 },
  moves: false,
  refused: { maskMm: 0 },
});

describe("sharpen", () => {
  it("makes dark spots deeper", async () => {
    const { image, labels } = madeScene();
    const { data } = await sharpen().apply(image, { smoothingMm: 0, maskMm: 1, amount: 1 });
    const mean = (values: Float32Array): number => {
      const inside = values.filter((_, v) => labels.data[v] !== 0);
      return inside.reduce((sum, value) => sum + value, 0) / inside.length;
    };
    expect(mean(data)).toBeLessThan(mean(image.data));
  });
});
