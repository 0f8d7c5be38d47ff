import { affineFromSpacing, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dilate } from "./dilate.js";
import { erode } from "./erode.js";

const radius = fc.double({ min: 0, max: 9, noNaN: true });
const not = (mask: Mask): Mask => ({ ...mask, data: mask.data.map((value) => 1 - value) });

describe("erode", () => {
  it("takes away what lies within the radius of the background, the radius included", () => {
    const mask = {
      data: Uint8Array.of(0, 1, 1, 1, 1, 1, 0),
      shape: [7, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    expect([...erode(mask, { radiusMm: 2 }).data]).toEqual([0, 0, 0, 1, 0, 0, 0]);
    expect([...erode(mask, { radiusMm: 1.9 }).data]).toEqual([0, 0, 1, 1, 1, 0, 0]);
  });

  it("is flat on thick slices: 1 mm reaches two voxels in plane and no other slice", () => {
    const data = new Uint8Array(7 * 7 * 3).fill(1);
    data[3 + 7 * (3 + 7)] = 0;
    const eroded = erode({ data, shape: [7, 7, 3], affine: affineFromSpacing([0.5, 0.5, 5]) }, { radiusMm: 1 });
    expect(eroded.data.subarray(0, 49).every((value) => value === 1)).toBe(true);
    expect(eroded.data.subarray(49, 98).reduce((sum, value) => sum + value, 0)).toBe(49 - 13);
  });

  it("keeps the face where the grid cuts the mask off", () => {
    const mask = { data: Uint8Array.of(1, 1, 1, 0), shape: [4, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...erode(mask, { radiusMm: 1 }).data]).toEqual([1, 1, 0, 0]);
  });

  it.each([-1, Number.NaN])("refuses a radius of %d", (radiusMm) => {
    const mask = { data: Uint8Array.of(1), shape: [1, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect(() => erode(mask, { radiusMm })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("is the complement of dilating the complement", () => {
      fc.assert(
        fc.property(arbitraryMask(), radius, (mask, radiusMm) => {
          expect(erode(mask, { radiusMm }).data).toEqual(not(dilate(not(mask), { radiusMm })).data);
        }),
      );
    });

    it("lies within the mask, and more of it goes with a larger radius", () => {
      fc.assert(
        fc.property(arbitraryMask(), radius, radius, (mask, a, b) => {
          const less = erode(mask, { radiusMm: Math.min(a, b) });
          const more = erode(mask, { radiusMm: Math.max(a, b) });
          expect(less.data.every((value, v) => value <= (mask.data[v] as number))).toBe(true);
          expect(more.data.every((value, v) => value <= (less.data[v] as number))).toBe(true);
        }),
      );
    });

    it("then dilate gives nothing that was not there", () => {
      fc.assert(
        fc.property(arbitraryMask(), radius, (mask, radiusMm) => {
          const opened = dilate(erode(mask, { radiusMm }), { radiusMm });
          expect(opened.data.every((value, v) => value <= (mask.data[v] as number))).toBe(true);
        }),
      );
    });
  });
});
