import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rotationMatrix } from "./rotation-matrix.js";

const times = (m: readonly number[], [x, y, z]: readonly [number, number, number]): readonly number[] =>
  [0, 1, 2].map((row) => (m[3 * row] as number) * x + (m[3 * row + 1] as number) * y + (m[3 * row + 2] as number) * z);

describe("rotationMatrix", () => {
  it.each([
    [
      [90, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    [
      [0, 90, 0],
      [0, 0, 1],
      [1, 0, 0],
    ],
    [
      [0, 0, 90],
      [1, 0, 0],
      [0, 1, 0],
    ],
    // About x first, then about z.
    [
      [90, 0, 90],
      [0, 1, 0],
      [0, 0, 1],
    ],
    [
      [90, 0, 90],
      [1, 0, 0],
      [0, 1, 0],
    ],
  ] as const)("turns by %j from %j to %j", (degrees, from, to) => {
    for (const [axis, value] of times(rotationMatrix(degrees), from).entries())
      expect(value).toBeCloseTo(to[axis] as number);
  });

  describe("properties", () => {
    it("keeps lengths", () => {
      const angle = fc.double({ min: -180, max: 180, noNaN: true });
      fc.assert(
        fc.property(fc.tuple(angle, angle, angle), (degrees) => {
          expect(Math.hypot(...times(rotationMatrix(degrees), [1, -2, 3]))).toBeCloseTo(Math.sqrt(14));
        }),
      );
    });
  });
});
