import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairNan } from "./repair-nan.js";

const affine = affineFromSpacing([1, 1, 1]);
const image = (shape: Shape, value: (i: number, j: number, k: number) => number): Volume => {
  const data = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) =>
    value(v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))),
  );
  return { data, shape, affine };
};

describe("repairNan", () => {
  it("gives missing voxels the median of the eight corner blocks of 10 × 10 × 5 voxels", () => {
    const inCorner = (t: number, length: number, block: number): boolean => t < block || t >= length - block;
    const volume = image([24, 23, 13], (i, j, k) => {
      if (i === 12 && j === 11 && k === 6) return Number.NaN;
      return inCorner(i, 24, 10) && inCorner(j, 23, 10) && inCorner(k, 13, 5) ? 3 : 50;
    });
    const { volume: whole, nan, infinite } = repairNan(volume, { rule: "corner-median" });
    expect([whole.data[12 + 24 * (11 + 23 * 6)], nan, infinite]).toEqual([3, 1, 0]);
    expect(volume.data[12 + 24 * (11 + 23 * 6)]).toBeNaN();
  });

  it("leaves missing voxels out of the median, and gives 0 where the corners hold no number", () => {
    const volume = image([24, 24, 14], (i, j, k) => (i === 12 && j === 12 && k === 7 ? 5 : Number.NaN));
    const { volume: whole, nan } = repairNan(volume, { rule: "corner-median" });
    expect(nan).toBe(24 * 24 * 14 - 1);
    expect(Float32Array.from(whole.data).reduce((sum, value) => sum + value, 0)).toBe(5);
  });

  it("counts a voxel of overlapping corner blocks once for each", () => {
    // Along i the blocks are 0…9 and 2…11: voxels 2…9 twice. 8 × 1, 4 × 9: the median of 20 values is 1.
    const volume = image([12, 1, 1], (i) => (i === 5 ? Number.NaN : i >= 2 && i < 10 ? 1 : 9));
    expect(repairNan(volume, { rule: "corner-median" }).volume.data[5]).toBe(1);
  });

  it("gives missing voxels the mean of their neighbours, from the rim inwards", () => {
    const volume = image([5, 1, 1], (i) => [2, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, 8][i] as number);
    const { volume: whole, nan, infinite } = repairNan(volume, { rule: "neighbours" });
    // The outer two first, with one finite neighbour each; then the middle one between them.
    expect([...whole.data]).toEqual([2, 2, 5, 8, 8]);
    expect([nan, infinite]).toEqual([2, 1]);
  });

  it("counts the 26 neighbours alike and stops at the edge of the grid", () => {
    const volume = image([2, 2, 2], (i, j, k) => (i + j + k === 0 ? Number.NaN : i + j + k));
    // 3 × 1, 3 × 2, 1 × 3.
    expect(repairNan(volume, { rule: "neighbours" }).volume.data[0]).toBeCloseTo(12 / 7, 6);
  });

  it("fills an image without numbers with 0", () => {
    const volume = image([3, 2, 1], () => Number.NaN);
    expect([...repairNan(volume, { rule: "neighbours" }).volume.data]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...repairNan(volume, { rule: "corner-median" }).volume.data]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("gives a whole image back as it is", () => {
    const volume = { data: Int16Array.of(1, 2), shape: [2, 1, 1] as const, affine };
    expect(repairNan(volume, { rule: "neighbours" }).volume).toBe(volume);
  });

  it("refuses a rule that it does not know", () => {
    const rule = "mean" as "neighbours";
    const volume = image([1, 1, 1], () => 0);
    expect(() => repairNan(volume, { rule })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  describe("properties", () => {
    it("leaves no voxel missing, changes no finite one and stays within their range", () => {
      const holes = fc.array(fc.nat(), { maxLength: 30 });
      const rule = fc.constantFrom("corner-median" as const, "neighbours" as const);
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 5 }), holes, rule, (volume, places, name) => {
          const data = volume.data.map((value) => Math.round(value % 1000));
          for (const place of places) data[place % data.length] = Number.NaN;
          const finite = data.filter((value) => Number.isFinite(value));
          const { volume: whole, nan } = repairNan({ ...volume, data }, { rule: name });
          expect(nan).toBe(data.length - finite.length);
          for (const [v, value] of data.entries()) {
            if (Number.isFinite(value)) expect(whole.data[v]).toBe(value);
            expect(whole.data[v]).toBeGreaterThanOrEqual(Math.min(0, ...finite));
            expect(whole.data[v]).toBeLessThanOrEqual(Math.max(0, ...finite));
          }
        }),
      );
    });
  });
});
