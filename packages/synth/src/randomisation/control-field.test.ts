import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { controlShape, drawControlField, fieldRow, refine } from "./control-field.js";

describe("control fields", () => {
  it("keep a constant when they are refined, and read it back along rows", () => {
    const field = { shape: [3, 4, 2] as const, values: new Float32Array(24).fill(1.5) };
    const fine = refine(field, [7, 9, 5]);
    expect(fine.shape).toEqual([7, 9, 5]);
    for (const value of fine.values) expect(value).toBeCloseTo(1.5, 5);
    const out = new Float32Array(13);
    fieldRow(fine, [13, 11, 10], { j: 10, k: 9, out });
    for (const value of out) expect(value).toBeCloseTo(1.5, 5);
  });

  it("read the points themselves at their places, and lines between them", () => {
    const field = { shape: [3, 2, 2] as const, values: Float32Array.from({ length: 12 }, (_, n) => n) };
    const out = new Float32Array(5);
    fieldRow(field, [5, 2, 2], { j: 1, k: 1, out });
    expect([...out]).toEqual([9, 9.5, 10, 10.5, 11]);
  });

  it("have a point for a share of the voxels, two at least", () => {
    expect(controlShape([100, 30, 10], 0.04)).toEqual([4, 2, 2]);
  });

  it("have the deviation that was asked for", () => {
    const { values } = drawControlField(createRng(1), [20, 20, 20], 3);
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(Math.sqrt(variance) - 3)).toBeLessThan(0.1);
  });
});
