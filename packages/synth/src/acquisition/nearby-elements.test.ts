import { describe, expect, it } from "vitest";
import { fieldElements } from "./field-elements.js";
import { createGrid } from "./grid.js";
import { distanceToElement, nearbyElements } from "./nearby-elements.js";
import type { FocalSource, VeinSource } from "./sources.js";

const bent: VeinSource = {
  class: "vein",
  pathMm: [
    [-8, 0, 0],
    [0, 0, 0],
    [0, 8, 0],
  ],
  radiiMm: [0.4, 0.4],
  susceptibilityPpm: 0.45,
};
const bleed: FocalSource = {
  class: "microbleed",
  centreMm: [-4, 2, 0],
  radiusMm: 0.5,
  susceptibilityPpm: 1,
  protonDensity: 1,
};
const grid = createGrid([1, 1, 2], [21, 21, 10], [0, 0, 0]);
const elements = fieldElements([bent, bleed], { echoTimeMs: 20, fieldStrengthT: 3 }, 0.6);
const near = nearbyElements(elements, grid);
const at = (x: number, y: number): readonly number[] => near.get(x + 10 + 21 * (y + 10 + 21 * 2)) ?? [];

describe("nearbyElements", () => {
  it("takes of each vein the piece that is nearest to the voxel alone", () => {
    expect(at(-3, -1)).toEqual([0, 2]);
    expect(at(1, 3)).toEqual([1]);
    expect(at(1, 1)).toEqual([1]);
  });

  it("leaves out voxels beyond the reach of every element", () => {
    expect(at(9, -9)).toEqual([]);
    expect(at(-9, 9)).toEqual([]);
  });
});

describe("distanceToElement", () => {
  it("measures to the middle of a sphere and to the axis of a piece of vein, its ends included", () => {
    expect(distanceToElement(elements.table, 32, [-4, 2, 3])).toBeCloseTo(3, 12);
    expect(distanceToElement(elements.table, 0, [-5, 3, 4])).toBeCloseTo(5, 12);
    expect(distanceToElement(elements.table, 0, [3, 0, 4])).toBeCloseTo(5, 12);
  });
});
