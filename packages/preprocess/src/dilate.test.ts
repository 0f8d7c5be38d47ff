import { affineFromSpacing } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dilate } from "./dilate.js";

describe("dilate", () => {
  it("adds what lies within the radius, the radius included", () => {
    const mask = {
      data: Uint8Array.of(0, 0, 0, 1, 0, 0, 0),
      shape: [7, 1, 1] as const,
      affine: affineFromSpacing([0.47, 1, 1]),
    };
    expect([...dilate(mask, { radiusMm: 2 * 0.47 }).data]).toEqual([0, 1, 1, 1, 1, 1, 0]);
    expect([...dilate(mask, { radiusMm: 0.46 }).data]).toEqual([0, 0, 0, 1, 0, 0, 0]);
  });

  it("turns one voxel into a ball of the radius", () => {
    const data = new Uint8Array(21 ** 3);
    data[10 + 21 * (10 + 21 * 10)] = 1;
    const ball = dilate({ data, shape: [21, 21, 21], affine: affineFromSpacing([0.5, 0.5, 0.5]) }, { radiusMm: 4 });
    const volumeMm3 = ball.data.reduce((sum, value) => sum + value, 0) / 8;
    expect(volumeMm3 / ((4 / 3) * Math.PI * 64)).toBeCloseTo(1, 1);
  });

  it("refuses an infinite radius", () => {
    const mask = { data: Uint8Array.of(1), shape: [1, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const wrong = { radiusMm: Number.POSITIVE_INFINITY };
    expect(() => dilate(mask, wrong)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("holds the mask and leaves an empty one empty", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.double({ min: 0, max: 9, noNaN: true }), (mask, radiusMm) => {
          const { data } = dilate(mask, { radiusMm });
          expect(data.every((value, v) => value >= (mask.data[v] as number))).toBe(true);
          if (!mask.data.includes(1)) expect(data.includes(1)).toBe(false);
        }),
      );
    });
  });
});
