import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Flip, flipInto, flipsOf } from "./mirrors.js";

const block = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const shape = [2, 2, 2] as const;

function flipped(values: Float32Array, flip: Flip): Float32Array {
  const out = new Float32Array(values.length);
  flipInto(values, shape, flip, out);
  return out;
}

describe("flipInto", () => {
  it("turns round along each axis", () => {
    expect([...flipped(block, [true, false, false])]).toEqual([2, 1, 4, 3, 6, 5, 8, 7]);
    expect([...flipped(block, [false, true, false])]).toEqual([3, 4, 1, 2, 7, 8, 5, 6]);
    expect([...flipped(block, [false, false, true])]).toEqual([5, 6, 7, 8, 1, 2, 3, 4]);
  });

  describe("properties", () => {
    it("undoes itself", () => {
      fc.assert(
        fc.property(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), (flip) => {
          expect(flipped(flipped(block, flip), flip)).toEqual(block);
        }),
      );
    });
  });
});

describe("flipsOf", () => {
  it("has one, four or eight ways, the plain one first and none twice", () => {
    expect((["none", "inPlane", "all"] as const).map((mirror) => flipsOf(mirror).length)).toEqual([1, 4, 8]);
    expect(flipsOf("inPlane").every(([, , k]) => !k)).toBe(true);
    expect(flipsOf("all")[0]).toEqual([false, false, false]);
    expect(new Set(flipsOf("all").map(String)).size).toBe(8);
  });
});
