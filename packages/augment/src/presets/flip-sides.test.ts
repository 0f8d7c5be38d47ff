import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { flip } from "../spatial/flip.js";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { flipSides } from "./flip-sides.js";

standardTests("flipSides", {
  transform: flipSides,
  options: { probability: 1 },
  identity: { isFlipped: false, pairs: [[1, 2]] },
  moves: true,
  isFixed: true,
  refused: {
    pairs: [
      [1, 2],
      [2, 3],
    ],
  },
});

describe("flipSides", () => {
  it("is a flip along the axis from left to right, with the labels of the sides exchanged", async () => {
    const scene = madeScene();
    const flipped = await flip().applyToScene(scene, { axes: [0] });
    const sides = await flipSides().applyToScene(scene, { isFlipped: true, pairs: [[1, 2]] });
    expect(bytesOf(sides.image.data)).toBe(bytesOf(flipped.image.data));
    expect(sides.points).toStrictEqual(flipped.points);
    const { labels = scene.labels } = flipped;
    const expected = labels.data.map((label) => (label === 1 ? 2 : label === 2 ? 1 : label));
    expect(bytesOf((sides.labels ?? scene.labels).data)).toBe(bytesOf(expected));
  });

  it("finds the axis that runs from left to right", async () => {
    const turned = madeScene({ affine: [0, 0, 1, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1] });
    const sides = await flipSides().applyToScene(turned, { isFlipped: true, pairs: [] });
    const { image } = await flip().applyToScene(turned, { axes: [2] });
    expect(bytesOf(sides.image.data)).toBe(bytesOf(image.data));
  });

  it("flips in the wanted share of samples", async () => {
    const { image } = madeScene();
    const drawn = await Promise.all(Array.from({ length: 200 }, (_, n) => flipSides().sample(createRng(n), image)));
    const share = drawn.filter(({ isFlipped }) => isFlipped).length / 200;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.11);
  });
});
