import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { randomCrop } from "./random-crop.js";

standardTests("randomCrop", {
  transform: randomCrop,
  options: { shape: [10, 12, 14] },
  identity: { from: [0, 0, 0], shape: [24, 20, 12], outside: 0 },
  moves: true,
  refused: { shape: 3 },
});

describe("randomCrop", () => {
  it("takes every place, holds within the image, and pads what is too short about the middle", async () => {
    const { image } = madeScene({ shape: [5, 4, 3] });
    const seen = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const { from } = await randomCrop({ shape: [3, 4, 5] }).sample(createRng(seed), image);
      seen.add(from.join());
    }
    expect(seen).toStrictEqual(new Set(["0,0,-1", "1,0,-1", "2,0,-1"]));
  });
});
