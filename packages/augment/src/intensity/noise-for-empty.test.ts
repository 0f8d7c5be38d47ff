import { describe, expect, it } from "vitest";
import type { Scene } from "../scene.js";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { noiseForEmpty } from "./noise-for-empty.js";

standardTests("noiseForEmpty", {
  transform: noiseForEmpty,
  options: { standardDeviation: [1, 2] },
  identity: undefined,
  moves: false,
  refused: { standardDeviation: -1 },
  scene: empty(),
});

describe("noiseForEmpty", () => {
  it("leaves an image alone in which any voxel is not 0", async () => {
    const { image } = madeScene();
    const { data } = await noiseForEmpty().apply(image, { standardDeviation: 1, seed: 2 });
    expect(bytesOf(data)).toBe(bytesOf(image.data));
  });
});

function empty(): Scene {
  const scene = madeScene();
  return { ...scene, image: { ...scene.image, data: new Float32Array(scene.image.data.length) } };
}
