import { createRng } from "@cmb/core";
import { cropOrPad as cropOrPadVolume } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { cropOrPad } from "./crop-or-pad.js";

standardTests("cropOrPad", {
  transform: cropOrPad,
  options: { shape: [20, 25, 12] },
  identity: { from: [0, 0, 0], shape: [24, 20, 12], outside: 0 },
  moves: true,
  refused: { shape: [0, 1, 1] },
  isFixed: true,
});

describe("cropOrPad", () => {
  it("takes the same voxels as cropOrPad of @cmb/preprocess", async () => {
    const { image } = madeScene();
    for (const shape of [
      [21, 25, 12],
      [23, 19, 13],
      [7, 8, 9],
    ] as const) {
      const made = await cropOrPad().apply(image, await cropOrPad({ shape, outside: 7 }).sample(createRng(1), image));
      const wanted = cropOrPadVolume(image, shape, { value: 7 });
      expect(bytesOf(made.data)).toBe(bytesOf(wanted.data));
      for (const [n, value] of made.affine.entries()) expect(value).toBeCloseTo(wanted.affine[n] ?? 0, 12);
    }
  });

  it("leaves points where they are in the world", async () => {
    const scene = madeScene();
    const { points } = await cropOrPad().applyToScene(scene, { from: [5, 5, 5], shape: [3, 3, 3], outside: 0 });
    expect(points).toStrictEqual(scene.points);
  });
});
