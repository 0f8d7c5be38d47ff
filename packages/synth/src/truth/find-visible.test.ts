import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SceneObject } from "../objects/scene-object.js";
import { findVisible } from "./find-visible.js";
import type { ObjectDepth } from "./object-depth.js";

const GRID = { shape: [12, 12, 12], affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] } as const;
const OBJECT: SceneObject = {
  id: 1,
  class: "microbleed",
  centreMm: [5, 5, 5],
  radiusMm: 0.5,
  susceptibilityPpm: 1,
  tissue: "whiteMatter",
  spheres: [{ centreMm: [5, 5, 5], radiusMm: 0.5, susceptibilityPpm: 1, protonDensity: 1 }],
};

/** A box of 10³ voxels from (1, 1, 1) on, all 0 but for the given voxels of the image. */
function depthOf(values: Readonly<Record<string, number>>): ObjectDepth {
  const depths = new Float32Array(1000);
  for (const [place, value] of Object.entries(values)) {
    const [i, j, k] = place.split(",").map((n) => Number(n) - 1) as [number, number, number];
    depths[i + 10 * (j + 10 * k)] = value;
  }
  return { id: 1, from: [1, 1, 1], shape: [10, 10, 10], depths };
}

const index = (i: number, j: number, k: number): number => i + 12 * (j + 12 * k);

describe("findVisible", () => {
  it("takes what is more than half as dark as the darkest voxel and hangs together with it", () => {
    const depth = depthOf({ "5,5,5": 0.8, "6,5,5": 0.5, "7,6,5": 0.45, "4,5,5": 0.3, "9,9,9": 0.7 });
    const part = findVisible(depth, OBJECT, GRID);
    expect([...part.voxels]).toEqual([index(5, 5, 5), index(6, 5, 5), index(7, 6, 5)]);
    expect(part.peakDepth).toBeCloseTo(0.8, 6);
    expect([...part.depths].map((value) => value.toFixed(2))).toEqual(["0.80", "0.50", "0.45"]);
  });

  it("does not take a darker voxel far away for the object", () => {
    const part = findVisible(depthOf({ "5,5,5": 0.3, "10,10,10": 0.9 }), OBJECT, GRID);
    expect([...part.voxels]).toEqual([index(5, 5, 5)]);
  });

  it("shows nothing of an object that takes less than 0.07", () => {
    const part = findVisible(depthOf({ "5,5,5": 0.06 }), OBJECT, GRID);
    expect(part.voxels.length).toBe(0);
    expect(part.peakDepth).toBeCloseTo(0.06, 6);
  });

  it("takes all places of a layer, wherever they are", () => {
    const layer = { ...OBJECT, class: "superficial-siderosis", spheres: [] } as const;
    const part = findVisible(depthOf({ "2,2,2": 0.4, "10,10,10": 0.6 }), layer, GRID);
    expect([...part.voxels]).toEqual([index(2, 2, 2), index(10, 10, 10)]);
  });

  describe("properties", () => {
    it("holds its darkest voxel and none below half of it", () => {
      fc.assert(
        fc.property(
          fc.array(fc.double({ min: -0.2, max: 1, noNaN: true }), { minLength: 27, maxLength: 27 }),
          (ring) => {
            const values = Object.fromEntries(
              ring.map((value, n) => [`${4 + (n % 3)},${4 + (Math.floor(n / 3) % 3)},${4 + Math.floor(n / 9)}`, value]),
            );
            const part = findVisible(depthOf(values), OBJECT, GRID);
            for (const depth of part.depths)
              expect(depth).toBeGreaterThanOrEqual(Math.fround(part.peakDepth / 2) - 1e-6);
            if (part.peakDepth >= 0.07) expect(Math.max(...part.depths)).toBeCloseTo(part.peakDepth, 6);
          },
        ),
      );
    });
  });
});
