import { affineFromSpacing, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip } from "./clip.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});

describe("clip", () => {
  it("limits values on the sides that are given", () => {
    expect([...clip(row(-2, 0, 5, 9), { minimum: -1, maximum: 6 }).data]).toEqual([-1, 0, 5, 6]);
    expect([...clip(row(-2, 9), { maximum: 6 }).data]).toEqual([-2, 6]);
    expect([...clip(row(-2, 9), { minimum: 0 }).data]).toEqual([0, 9]);
  });

  it("limits infinities and keeps NaN", () => {
    const { data } = clip(row(Number.NEGATIVE_INFINITY, Number.NaN, Number.POSITIVE_INFINITY), {
      minimum: 0,
      maximum: 1,
    });
    expect([...data]).toEqual([0, Number.NaN, 1]);
  });

  it("refuses no limit, a NaN and limits in the wrong order", () => {
    expect(() => clip(row(1), {})).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => clip(row(1), { minimum: 2, maximum: 1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    expect(() => clip(row(1), { minimum: Number.NaN })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("does nothing a second time once the limits are reached", () => {
      const limits = fc.tuple(fc.integer({ min: -50, max: 0 }), fc.integer({ min: 0, max: 50 }));
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 4 }), limits, (volume, [minimum, maximum]) => {
          const once = clip(volume, { minimum, maximum });
          expect(clip(once, { minimum, maximum }).data).toEqual(once.data);
        }),
      );
    });
  });
});
