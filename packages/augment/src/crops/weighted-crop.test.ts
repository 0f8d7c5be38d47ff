import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Scene } from "../scene.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { weightedCrop } from "./weighted-crop.js";

standardTests("weightedCrop", {
  transform: weightedCrop,
  options: { shape: [10, 12, 8] },
  identity: { from: [0, 0, 0], shape: [24, 20, 12], outside: 0 },
  moves: true,
  refused: { channel: -1 },
  scene: weighted(),
});

describe("weightedCrop", () => {
  it("takes voxels as often as their weights say, and none of weight 0", async () => {
    const scene = weighted();
    const transform = weightedCrop({ shape: [1, 1, 1] });
    const places = await Promise.all(
      Array.from({ length: 400 }, async (_, n) =>
        (await transform.sample(createRng(n), scene.image, scene)).from.join(),
      ),
    );
    expect(new Set(places)).toStrictEqual(new Set(["1,2,3", "20,10,6"]));
    const share = places.filter((place) => place === "20,10,6").length / places.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(0.09);
  });

  it("says what is wrong with its map", async () => {
    const scene = madeScene();
    const sample = (channels: Scene["channels"]) =>
      weightedCrop().sample(createRng(1), scene.image, { ...scene, channels });
    await expect(sample([])).rejects.toThrow(/has 0 channels/);
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const map = { ...scene.image, data: scene.image.data.map(() => value) };
      await expect(sample([map])).rejects.toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    }
  });
});

function weighted(): Scene {
  const scene = madeScene();
  const [ni, nj] = scene.image.shape;
  const data = new Float32Array(scene.image.data.length);
  data[1 + ni * (2 + nj * 3)] = 1;
  data[20 + ni * (10 + nj * 6)] = 3;
  return { ...scene, channels: [{ ...scene.image, data }] };
}
