import { describe, expect, it } from "vitest";
import { ellipsoidDistance, roundConeDistance } from "./shapes.js";

describe("ellipsoidDistance", () => {
  it("is exact for a sphere", () => {
    const sphere = { centre: [1, 2, 3], radii: [4, 4, 4] } as const;
    expect(ellipsoidDistance(sphere, 1, 2, 10)).toBeCloseTo(3, 12);
    expect(ellipsoidDistance(sphere, 1, 3, 3)).toBeCloseTo(-3, 12);
    expect(ellipsoidDistance(sphere, 1, 2, 3)).toBe(-4);
  });

  it("is zero on the surface and first-order exact beside it", () => {
    const shape = { centre: [0, 0, 0], radii: [2, 5, 9] } as const;
    expect(ellipsoidDistance(shape, 0, 5, 0)).toBeCloseTo(0, 12);
    expect(ellipsoidDistance(shape, 2.1, 0, 0)).toBeCloseTo(0.1, 12);
  });
});

describe("roundConeDistance", () => {
  const bar = { from: [0, 0, 0], to: [10, 0, 0], fromRadius: 2, toRadius: 1 } as const;

  it("measures to the axis along the bar and to the ends past it", () => {
    expect(roundConeDistance(bar, 5, 3, 0)).toBeCloseTo(1.5, 12);
    expect(roundConeDistance(bar, -3, 4, 0)).toBeCloseTo(3, 12);
    expect(roundConeDistance(bar, 13, 0, 4)).toBeCloseTo(4, 12);
  });
});
