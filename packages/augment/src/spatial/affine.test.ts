import { createRng, type WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { type AffineParameters, affine } from "./affine.js";

const IDENTITY: AffineParameters = {
  scales: [1, 1, 1],
  degrees: [0, 0, 0],
  translationMm: [0, 0, 0],
  shears: [0, 0, 0],
  sampling: { interpolation: "linear", labelInterpolation: "nearest", outside: "minimum" },
};

standardTests("affine", {
  transform: affine,
  options: { translationMm: 2 },
  identity: IDENTITY,
  identityTolerance: 1e-4,
  moves: true,
  refused: { scales: 0 },
});

/** The middle of the made scene's grid. */
const MIDDLE: WorldPoint = [-1.65, -0.45, 0];

async function moved(point: WorldPoint, parameters: Partial<AffineParameters>): Promise<WorldPoint> {
  const [x, y, z] = point;
  const scene = { ...madeScene(), points: [[MIDDLE[0] + x, MIDDLE[1] + y, MIDDLE[2] + z] as WorldPoint] };
  const { points = [] } = await affine().applyToScene(scene, { ...IDENTITY, ...parameters });
  const [a = 0, b = 0, c = 0] = points[0] ?? [];
  return [a - MIDDLE[0], b - MIDDLE[1], c - MIDDLE[2]].map(
    (value) => Number(value.toFixed(9)) + 0,
  ) as unknown as WorldPoint;
}

describe("affine", () => {
  it.each<[string, Partial<AffineParameters>, WorldPoint, WorldPoint]>([
    ["makes things larger by scales above 1", { scales: [1.5, 1, 2] }, [2, 2, 2], [3, 2, 4]],
    ["turns from x to y about z", { degrees: [0, 0, 90] }, [1, 0, 0], [0, 1, 0]],
    ["turns from y to z about x", { degrees: [90, 0, 0] }, [0, 1, 0], [0, 0, 1]],
    ["turns from z to x about y", { degrees: [0, 90, 0] }, [0, 0, 1], [1, 0, 0]],
    ["turns about y, then x, then z", { degrees: [90, 90, 90] }, [0, 0, 1], [0, 1, 0]],
    ["shifts to the right, the front and the top", { translationMm: [1, 2, 3] }, [0, 0, 0], [1, 2, 3]],
    ["shears x by y", { shears: [0.5, 0, 0] }, [0, 2, 0], [1, 2, 0]],
    [
      "scales before it turns and shifts",
      { scales: [2, 1, 1], degrees: [0, 0, 90], translationMm: [1, 0, 0] },
      [1, 0, 0],
      [1, 2, 0],
    ],
  ])("%s", async (_title, parameters, from, to) => {
    expect(await moved(from, parameters)).toStrictEqual(to);
  });

  it("draws one scale for all axes where it is isotropic", async () => {
    const { image } = madeScene();
    const { scales } = await affine({ isotropic: true }).sample(createRng(1), image);
    expect(new Set(scales).size).toBe(1);
    expect(new Set((await affine().sample(createRng(1), image)).scales).size).toBe(3);
  });
});
