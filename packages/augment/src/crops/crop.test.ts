import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { crop, pad } from "./crop.js";

const margins = [
  [1, 2],
  [0, 1],
  [3, 0],
] as const;

standardTests("crop", {
  transform: crop,
  options: { voxels: margins },
  identity: { from: [0, 0, 0], shape: [24, 20, 12], outside: 0 },
  moves: true,
  isFixed: true,
  refused: { voxels: [[-1, 0]] },
});

standardTests("pad", {
  transform: pad,
  options: { voxels: margins },
  identity: { from: [0, 0, 0], shape: [24, 20, 12], outside: 0 },
  moves: true,
  isFixed: true,
  refused: { outside: "zero" },
});

describe("pad", () => {
  it("fills with a value, the lowest value, or that of the nearest voxel; labels with 0", async () => {
    const scene = madeScene();
    const { image } = scene;
    const lowest = image.data.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
    for (const [outside, wanted] of [
      [7, 7],
      ["minimum", lowest],
      ["edge", image.data[0]],
    ] as const) {
      const padded = pad({ voxels: margins, outside });
      const after = await padded.applyToScene(scene, await padded.sample(createRng(1), image));
      expect(after.image.data[0]).toBe(wanted);
      expect(after.labels?.data[0]).toBe(0);
    }
  });
});

describe("crop", () => {
  it("refuses to leave nothing", async () => {
    const all = crop({
      voxels: [
        [12, 12],
        [0, 0],
        [0, 0],
      ],
    });
    await expect(all.sample(createRng(1), madeScene().image)).rejects.toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });
});
