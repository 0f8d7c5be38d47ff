import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapPhase } from "./wrap-phase.js";

describe("wrapPhase", () => {
  it("takes whole turns away", () => {
    expect(wrapPhase(0.5)).toBe(0.5);
    expect(wrapPhase(4)).toBeCloseTo(4 - 2 * Math.PI, 15);
    expect(wrapPhase(-10)).toBeCloseTo(-10 + 4 * Math.PI, 14);
  });

  it("gives NaN for what is no angle", () => {
    expect(wrapPhase(Number.NaN)).toBeNaN();
    expect(wrapPhase(Number.POSITIVE_INFINITY)).toBeNaN();
  });

  describe("properties", () => {
    it("stays within half a turn, keeps the angle, and does nothing a second time", () => {
      fc.assert(
        fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), (angle) => {
          const wrapped = wrapPhase(angle);
          expect(Math.abs(wrapped)).toBeLessThanOrEqual(Math.PI + 1e-11);
          expect(Math.cos(wrapped)).toBeCloseTo(Math.cos(angle), 9);
          expect(Math.sin(wrapped)).toBeCloseTo(Math.sin(angle), 9);
          expect(wrapPhase(wrapped * 0.999)).toBe(wrapped * 0.999);
        }),
      );
    });
  });
});
