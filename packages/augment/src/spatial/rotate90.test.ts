import type { Axis } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Scene } from "../scene.js";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { gridCentre } from "./grid-centre.js";
import { rotate90 } from "./rotate90.js";

standardTests("rotate90", {
  transform: rotate90,
  options: { axes: [0, 1, 2], turns: [1, 3] },
  identity: { axis: 0, turns: 0 },
  moves: true,
  refused: { turns: [4] },
});

describe("rotate90", () => {
  it("turns from the next axis to the one after, in voxels and in the world", async () => {
    const scene = madeScene();
    for (const axis of [0, 1, 2] as const) {
      const [p, q] = [((axis + 1) % 3) as Axis, ((axis + 2) % 3) as Axis];
      const { image, points = [] } = await rotate90().applyToScene(scene, { axis, turns: 1 });
      expect([image.shape[p], image.shape[q]]).toStrictEqual([scene.image.shape[q], scene.image.shape[p]]);
      const middle = gridCentre(scene.image);
      const before = scene.points[0] ?? middle;
      const after = points[0] ?? middle;
      // The made scene's axes are those of the world.
      expect(after[q] - middle[q]).toBeCloseTo(before[p] - middle[p], 9);
      expect(after[p] - middle[p]).toBeCloseTo(middle[q] - before[q], 9);
    }
  });

  it("is where it was after four turns", async () => {
    const scene = madeScene();
    let turned: Scene = scene;
    for (let n = 0; n < 4; n++) turned = await rotate90().applyToScene(turned, { axis: 1, turns: 1 });
    expect(bytesOf(turned.image.data)).toBe(bytesOf(scene.image.data));
    for (const [n, value] of turned.image.affine.entries()) expect(value).toBeCloseTo(scene.image.affine[n] ?? 0, 9);
  });
});
