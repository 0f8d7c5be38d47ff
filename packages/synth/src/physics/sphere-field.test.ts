import type { WorldPoint } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sphereFieldPpm } from "./sphere-field.js";

const sphere = { radiusMm: 1, susceptibilityPpm: 0.9 };

describe("sphereFieldPpm", () => {
  it("is two thirds of the susceptibility at the pole and minus a third at the equator", () => {
    expect(sphereFieldPpm([0, 0, 1], sphere)).toBeCloseTo(0.6, 12);
    expect(sphereFieldPpm([1, 0, 0], sphere)).toBeCloseTo(-0.3, 12);
  });

  it("is zero inside", () => {
    expect(sphereFieldPpm([0.1, 0.2, -0.9], sphere)).toBe(0);
    expect(sphereFieldPpm([0, 0, 0], sphere)).toBe(0);
  });

  it("falls with the third power of the distance", () => {
    expect(sphereFieldPpm([0, 0, 2], sphere)).toBeCloseTo(0.6 / 8, 12);
  });

  it("is zero at the magic angle", () => {
    expect(sphereFieldPpm([Math.SQRT2 * 2, 0, 2], sphere)).toBeCloseTo(0, 12);
  });

  it("turns its sign with the susceptibility", () => {
    const calcium = { radiusMm: 1, susceptibilityPpm: -0.9 };
    expect(sphereFieldPpm([0.3, 0.4, 2], calcium)).toBe(-sphereFieldPpm([0.3, 0.4, 2], sphere));
  });
});

describe("properties", () => {
  const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
  const outside = fc.tuple(coordinate, coordinate, coordinate).filter((point) => Math.hypot(...point) > 1.2);

  it("satisfies Laplace's equation outside", () => {
    fc.assert(
      fc.property(outside, ([x, y, z]) => {
        const h = 1e-3;
        const at = (point: WorldPoint): number => sphereFieldPpm(point, sphere);
        const laplacian =
          (at([x + h, y, z]) +
            at([x - h, y, z]) +
            at([x, y + h, z]) +
            at([x, y - h, z]) +
            at([x, y, z + h]) +
            at([x, y, z - h]) -
            6 * at([x, y, z])) /
          h ** 2;
        // Differences of numbers near 0.5 with 16 digits over h² leave an error of about 1e-9; truncation adds 1e-5.
        expect(Math.abs(laplacian)).toBeLessThan(1e-4);
      }),
    );
  });

  it("depends on radius and susceptibility through their dipole moment alone", () => {
    fc.assert(
      fc.property(outside, fc.double({ min: 0.2, max: 1, noNaN: true }), (point, radiusMm) => {
        const same = { radiusMm, susceptibilityPpm: 0.9 / radiusMm ** 3 };
        expect(sphereFieldPpm(point, same)).toBeCloseTo(sphereFieldPpm(point, sphere), 9);
      }),
    );
  });
});
