import { describe, expect, it } from "vitest";
import { voxelCovariates } from "./voxel-covariates.js";

describe("voxelCovariates", () => {
  it("takes the longest side for the slice, whatever its direction", () => {
    const expected = { sliceThicknessMm: 3, inPlaneMm: 0.5, resolution: "high" };
    expect(voxelCovariates([0.5, 0.9, 3])).toEqual(expected);
    expect(voxelCovariates([3, 0.5, 0.9])).toEqual(expected);
  });
  it("calls a scan low in resolution where both sides within the slice are longer than 0.5 mm", () => {
    const levels = [0.5, 0.51].map((side) => voxelCovariates([side, 0.9, 2]).resolution);
    expect(levels).toEqual(["high", "low"]);
  });
  it("refuses a side that is no length", () => {
    for (const side of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => voxelCovariates([1, side, 1])).toThrow("give three lengths");
    }
  });
});
