import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { flip } from "./flip.js";

standardTests("flip", {
  transform: flip,
  options: { axes: [0, 2], probability: 0.99 },
  identity: { axes: [] },
  moves: true,
  isFixed: true,
  refused: { axes: [3] },
});

describe("flip", () => {
  it("mirrors voxels about the middle of the grid and keeps the affine", async () => {
    const scene = madeScene();
    const { image } = await flip().applyToScene(scene, { axes: [0] });
    expect(image.affine).toStrictEqual(scene.image.affine);
    const [ni] = image.shape;
    expect([...image.data.subarray(0, ni)]).toStrictEqual([...scene.image.data.subarray(0, ni)].reverse());
  });
});
