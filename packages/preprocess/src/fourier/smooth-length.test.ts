import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smoothLength } from "./smooth-length.js";

/** Every length up to 5000 without other factors, made from the factors. */
const SMOOTH = new Set<number>();
for (let two = 1; two <= 5000; two *= 2) {
  for (let three = two; three <= 5000; three *= 3) for (let five = three; five <= 5000; five *= 5) SMOOTH.add(five);
}

describe("smoothLength", () => {
  it.each([
    [1, 1],
    [7, 8],
    [97, 100],
    [128, 128],
    [451, 480],
  ])("gives for %d %d", (atLeast, length) => {
    expect(smoothLength(atLeast)).toBe(length);
  });

  describe("properties", () => {
    it("is the first product of 2, 3 and 5 that is not below", () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 4000 }), (atLeast) => {
          let expected = atLeast;
          while (!SMOOTH.has(expected)) expected++;
          expect(smoothLength(atLeast)).toBe(expected);
        }),
      );
    });
  });
});
