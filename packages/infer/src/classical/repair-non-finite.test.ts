import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { repairNonFinite } from "./repair-non-finite.js";

const affine = affineFromSpacing([1, 1, 1]);

describe("repairNonFinite", () => {
  it("fills a broken voxel with the mean of its finite face neighbours", () => {
    const data = new Float32Array([1, Number.NaN, 3, 5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    const { volume, count } = repairNonFinite({ data, shape: [3, 2, 1], affine });
    expect(count).toBe(3);
    // voxel 1 lies between 1 and 3; voxel 4 beside 5; voxel 5 below 3
    expect([...volume.data]).toEqual([1, 2, 3, 5, 5, 3]);
  });

  it("fills with 0 where nothing around is finite", () => {
    const data = new Float32Array([Number.NaN, Number.NaN]);
    expect([...repairNonFinite({ data, shape: [2, 1, 1], affine }).volume.data]).toEqual([0, 0]);
  });

  it("leaves its input alone and returns it where nothing is broken", () => {
    const whole = { data: new Float32Array([1, 2]), shape: [2, 1, 1] as const, affine };
    expect(repairNonFinite(whole).volume).toBe(whole);
    const data = new Float64Array([1, Number.NaN]);
    repairNonFinite({ data, shape: [2, 1, 1], affine });
    expect(data[1]).toBeNaN();
  });
});
