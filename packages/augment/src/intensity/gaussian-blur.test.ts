import { createRng } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { gaussianBlur } from "./gaussian-blur.js";

standardTests("gaussianBlur", {
  transform: gaussianBlur,
  options: { sigma: [0.8, 1] },
  identity: { sigma: [0, 0, 0], unit: "mm" },
  moves: false,
  refused: { sigma: -1 },
});

describe("gaussianBlur", () => {
  it("counts voxels where wanted", async () => {
    const { image } = madeScene();
    const { data } = await gaussianBlur().apply(image, { sigma: [1, 1, 1], unit: "voxels" });
    // Voxels of 0.9 × 0.9 × 2 mm.
    expect(bytesOf(data)).toBe(bytesOf(gaussianSmooth(image, { sigmaMm: [0.9, 0.9, 2] }).data));
  });

  it("draws one width for all axes where wanted, and three otherwise", async () => {
    const { image } = madeScene();
    const [same, other] = await Promise.all([
      gaussianBlur({ isotropic: true }).sample(createRng(1), image),
      gaussianBlur().sample(createRng(1), image),
    ]);
    expect(new Set(same.sigma).size).toBe(1);
    expect(new Set(other.sigma).size).toBe(3);
  });
});
