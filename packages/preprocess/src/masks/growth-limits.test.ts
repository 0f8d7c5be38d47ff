import { describe, expect, it } from "vitest";
import { growthLimits } from "./growth-limits.js";

describe("growthLimits", () => {
  it("rounds the voxels of a ball and its diameter down", () => {
    // 4/3 π 5³ = 523.6 mm³
    expect(growthLimits([1, 1, 1])).toEqual({ maximumVoxels: 523, maximumDistanceVoxels: 10 });
    expect(growthLimits([0.5, 0.5, 2])).toEqual({ maximumVoxels: 1047, maximumDistanceVoxels: 20 });
  });

  it("takes another diameter", () => {
    expect(growthLimits([1, 1, 1], { diameterMm: 2 })).toEqual({ maximumVoxels: 4, maximumDistanceVoxels: 2 });
  });

  it.each([
    ["a diameter of 0", [1, 1, 1], 0],
    ["no number", [1, 1, 1], Number.NaN],
    ["a voxel without depth", [1, 1, 0], 10],
  ] as const)("refuses %s", (_, spacingMm, diameterMm) => {
    expect(() => growthLimits(spacingMm, { diameterMm })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });
});
