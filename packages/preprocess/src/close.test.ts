import { affineFromSpacing } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close } from "./close.js";

describe("close", () => {
  it("closes a gap narrower than two radii and leaves the outer edge", () => {
    const row = [0, 0, 1, 1, 0, 0, 1, 1, 0, 0];
    const shape = [10, 9, 9] as const;
    const data = Uint8Array.from({ length: 810 }, (_, v) => row[v % 10] ?? 0);
    const mask = { data, shape, affine: affineFromSpacing([1, 1, 1]) };
    const middle = 10 * (4 + 9 * 4);
    const rowOf = (radiusMm: number): number[] => [...close(mask, { radiusMm }).data.subarray(middle, middle + 10)];
    expect(rowOf(2)).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(rowOf(0.9)).toEqual(row);
  });

  it("does not grow towards the edge of the grid", () => {
    const mask = {
      data: Uint8Array.of(0, 0, 1, 0, 0),
      shape: [5, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    expect([...close(mask, { radiusMm: 3 }).data]).toEqual([0, 0, 1, 0, 0]);
  });

  it("refuses a negative radius", () => {
    const mask = { data: Uint8Array.of(1), shape: [1, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect(() => close(mask, { radiusMm: -1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("holds the mask, and closing again changes nothing", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.double({ min: 0, max: 7, noNaN: true }), (mask, radiusMm) => {
          const once = close(mask, { radiusMm });
          expect(once.data.every((value, v) => value >= (mask.data[v] as number))).toBe(true);
          expect(close(once, { radiusMm }).data).toEqual(once.data);
        }),
      );
    });
  });
});
