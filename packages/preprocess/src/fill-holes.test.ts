import { affineFromSpacing, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillHoles } from "./fill-holes.js";

/** A box of 5 × 5 × 3 voxels whose middle is empty in the slices given. */
function ring(slices: readonly number[]): Mask {
  const data = new Uint8Array(75).fill(1);
  for (const k of slices) data[2 + 5 * (2 + 5 * k)] = 0;
  return { data, shape: [5, 5, 3], affine: affineFromSpacing([1, 1, 1]) };
}

describe("fillHoles", () => {
  it("fills a cavity", () => {
    expect(fillHoles(ring([1]), { within: "volume" }).data.includes(0)).toBe(false);
  });

  it("leaves a channel that reaches the border, unless it fills slice by slice", () => {
    expect(fillHoles(ring([1, 2]), { within: "volume" }).data).toEqual(ring([1, 2]).data);
    expect(fillHoles(ring([0, 1, 2]), { within: "slices" }).data.includes(0)).toBe(false);
  });

  it("slices across the axis that is asked for", () => {
    expect(fillHoles(ring([1, 2]), { within: "slices", axis: 0 }).data).toEqual(ring([1, 2]).data);
  });

  it("does not leak through a diagonal gap", () => {
    const data = Uint8Array.of(1, 1, 0, 1, 0, 1, 1, 1, 1);
    const mask = { data, shape: [3, 3, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...fillHoles(mask, { within: "slices" }).data]).toEqual([1, 1, 0, 1, 1, 1, 1, 1, 1]);
  });

  it("leaves an empty mask of any size empty", () => {
    const mask = { data: new Uint8Array(40 ** 3), shape: [40, 40, 40] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect(fillHoles(mask, { within: "volume" }).data.includes(1)).toBe(false);
  });

  describe("properties", () => {
    it("holds the mask, and filling again changes nothing", () => {
      const how = fc.constantFrom(
        { within: "volume" } as const,
        { within: "slices" } as const,
        { within: "slices", axis: 1 } as const,
      );
      fc.assert(
        fc.property(arbitraryMask(), how, (mask, options) => {
          const once = fillHoles(mask, options);
          expect(once.data.every((value, v) => value >= (mask.data[v] as number))).toBe(true);
          expect(fillHoles(once, options).data).toEqual(once.data);
        }),
      );
    });

    it("slice by slice fills all that the volume does", () => {
      fc.assert(
        fc.property(arbitraryMask(), (mask) => {
          const slices = fillHoles(mask, { within: "slices" });
          const whole = fillHoles(mask, { within: "volume" });
          expect(whole.data.every((value, v) => value <= (slices.data[v] as number))).toBe(true);
        }),
      );
    });
  });
});
