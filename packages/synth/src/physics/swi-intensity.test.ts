import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { swiIntensity } from "./swi-intensity.js";

describe("swiIntensity", () => {
  it("keeps the magnitude where the phase is zero or negative", () => {
    expect(swiIntensity(3, 0)).toBe(3);
    expect(swiIntensity(3, -4)).toBe(5);
  });

  it("takes 15/16 of the magnitude at phase π/2: the mask is 1/2 to the fourth power", () => {
    expect(swiIntensity(0, 2)).toBeCloseTo(2 / 16, 12);
  });

  it("is zero at phase π", () => {
    expect(swiIntensity(-2, 0)).toBe(0);
    expect(swiIntensity(-2, 1e-12)).toBeCloseTo(0, 12);
  });
});

describe("properties", () => {
  it("never exceeds the magnitude and never falls below 0", () => {
    const part = fc.double({ min: -1e3, max: 1e3, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-100);
    fc.assert(
      fc.property(part, part, (real, imaginary) => {
        const intensity = swiIntensity(real, imaginary);
        expect(intensity).toBeGreaterThanOrEqual(0);
        expect(intensity).toBeLessThanOrEqual(Math.hypot(real, imaginary) * (1 + 1e-12));
      }),
    );
  });
});
