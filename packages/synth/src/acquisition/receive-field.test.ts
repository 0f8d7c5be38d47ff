import { createRng } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { receiveField } from "./receive-field.js";

describe("receiveField", () => {
  it("is 1 in the middle of the head, and everywhere without strength", () => {
    expect(receiveField(0.5, createRng(1))([0, 0, 0])).toBe(1);
    expect(receiveField(0, createRng(1))([50, -70, 30])).toBe(1);
  });

  describe("properties", () => {
    const mm = fc.double({ min: -300, max: 300, noNaN: true });

    it("changes by its strength at most, smoothly", () => {
      fc.assert(
        fc.property(
          fc.nat(1000),
          fc.double({ min: 0, max: 1.5, noNaN: true }),
          fc.tuple(mm, mm, mm),
          (seed, strength, point) => {
            const field = receiveField(strength, createRng(seed));
            const value = field(point);
            expect(Math.abs(value - 1)).toBeLessThanOrEqual(strength / 2 + 1e-12);
            // The steepest term, a square at the edge of the head, changes by strength / 90 over a mm.
            expect(Math.abs(field([point[0] + 1, point[1], point[2]]) - value)).toBeLessThanOrEqual(
              strength / 90 + 1e-12,
            );
          },
        ),
      );
    });
  });
});
