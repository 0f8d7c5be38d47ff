import { createRng, type WorldPoint } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { cropOrPad } from "../crops/crop-or-pad.js";
import { affine } from "../spatial/affine.js";
import { elastic } from "../spatial/elastic.js";
import { flip } from "../spatial/flip.js";
import { gridDistortion } from "../spatial/grid-distortion.js";
import { rotate90 } from "../spatial/rotate90.js";
import { madeScene } from "../testdata/made-scene.js";
import { invertPoints } from "./invert-points.js";

const scene = madeScene();

describe("invertPoints", () => {
  it.each([{ others: "skpi" }, { other: "skip" }])("refuses %j", (wrong) => {
    const history = { schemaVersion: 1, steps: [] } as const;
    const { image } = madeScene({ shape: [4, 4, 4] });
    expect(() => invertPoints([], history, { grid: image, ...wrong } as never)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });

  it("takes a flipped point back", async () => {
    const { scene: after, history } = await augment(scene, flip({ probability: 1 }), createRng(1));
    const back = invertPoints(after.points ?? [], history, { grid: scene.image });
    for (const [n, point] of back.entries()) {
      for (const axis of [0, 1, 2]) expect(point[axis]).toBeCloseTo(scene.points[n]?.[axis] ?? 0, 9);
    }
  });
});

describe("properties", () => {
  it("takes every point back, within the image and beyond it, to a millionth of a mm", async () => {
    const moves = compose([
      flip(),
      elastic({ controlPoints: 6, maximumMm: 30, lockedBorders: 0 }),
      affine({ shears: [-0.1, 0.1], translationMm: 3 }),
      gridDistortion({ shift: [-0.4, 0.4] }),
      rotate90({ axes: [0, 1, 2] }),
      cropOrPad({ shape: [9, 9, 9] }),
    ]);
    const coordinate = fc.double({ min: -30, max: 30, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.tuple(coordinate, coordinate, coordinate), fc.nat(1e6), async (place, seed) => {
        const point: WorldPoint = place;
        const { scene: after, history } = await augment({ ...scene, points: [point] }, moves, createRng(seed));
        const [back = [0, 0, 0]] = invertPoints(after.points ?? [], history, { grid: scene.image });
        for (const axis of [0, 1, 2] as const) expect(Math.abs(back[axis] - point[axis])).toBeLessThan(1e-6);
      }),
      { numRuns: 15 },
    );
  });
});
