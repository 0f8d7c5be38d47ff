import { createRng, isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallHead } from "../testdata/small-head.js";
import { MICROBLEED_RADIUS } from "./draw-deposit.js";
import { drawMicrobleeds } from "./draw-microbleeds.js";
import { distanceMm } from "./draw-site.js";

const { anatomy } = smallHead();
const quantile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(p * values.length)] ?? Number.NaN;

describe("drawMicrobleeds", () => {
  it("draws balls along an axis whose volumes add up to that of the microbleed", () => {
    const drawn = drawMicrobleeds(anatomy, createRng(1), { count: 8 });
    expect(drawn.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { spheres, radiusMm, centreMm } of drawn) {
      expect(spheres.length).toBeGreaterThanOrEqual(1);
      expect(spheres.length).toBeLessThanOrEqual(5);
      expect(Math.cbrt(spheres.reduce((sum, ball) => sum + ball.radiusMm ** 3, 0))).toBeCloseTo(radiusMm, 10);
      for (const axis of [0, 1, 2] as const) {
        const mean = spheres.reduce((sum, ball) => sum + ball.centreMm[axis], 0) / spheres.length;
        expect(mean).toBeCloseTo(centreMm[axis], 10);
      }
    }
  });

  it("draws sizes around the median and within the limits", () => {
    const radii = Array.from({ length: 200 }, (_, seed) => drawMicrobleeds(anatomy, createRng(seed), { count: 1 }))
      .flat()
      .map(({ radiusMm }) => radiusMm);
    expect(quantile(radii, 0.5) / MICROBLEED_RADIUS.medianMm).toBeGreaterThan(0.88);
    expect(quantile(radii, 0.5) / MICROBLEED_RADIUS.medianMm).toBeLessThan(1.2);
    expect(Math.min(...radii)).toBeGreaterThanOrEqual(MICROBLEED_RADIUS.minimumMm);
    expect(Math.max(...radii)).toBeLessThanOrEqual(MICROBLEED_RADIUS.maximumMm);
  });

  it("has no microbleed in a third of all patches and heads, one in half of the heads that have any", () => {
    const counts = (count: "patch" | "head"): number[] =>
      Array.from({ length: 120 }, (_, seed) => drawMicrobleeds(anatomy, createRng(seed, "n"), { count }).length);
    const drawn = { patch: counts("patch"), head: counts("head") };
    for (const kind of ["patch", "head"] as const) {
      const none = drawn[kind].filter((n) => n === 0).length / 120;
      expect(none, kind).toBeGreaterThan(0.25);
      expect(none, kind).toBeLessThan(0.45);
    }
    const some = drawn.head.filter((n) => n > 0);
    expect(some.filter((n) => n === 1).length / some.length).toBeCloseTo(0.49, 0);
    expect(Math.max(...some)).toBeGreaterThan(8);
    expect(Math.max(...drawn.patch)).toBe(5);
  });

  it("lies more often in the pallidum of a head that is mostly cortex and white matter when sites are flattened", () => {
    const deep = (flatness: number): number =>
      Array.from({ length: 150 }, (_, seed) => drawMicrobleeds(anatomy, createRng(seed), { count: 1, flatness }))
        .flat()
        .filter(({ tissue }) => tissue === "pallidum").length;
    expect(deep(1)).toBeGreaterThan(1.6 * deep(0));
  });

  it("refuses a count that is no whole number", () => {
    expect(() => drawMicrobleeds(anatomy, createRng(1), { count: 1.5 })).toThrow(
      expect.toSatisfy((error: unknown) => isCmbError(error, "OUT_OF_RANGE")),
    );
  });

  describe("properties", () => {
    it("keeps 2.5 mm between centres, stays in its box, and keeps the first when more are asked for", () => {
      fc.assert(
        fc.property(fc.nat(1000), fc.integer({ min: 1, max: 6 }), (seed, count) => {
          const box = { minimumMm: [-15, -15, -15], maximumMm: [15, 15, 15] } as const;
          const drawn = drawMicrobleeds(anatomy, createRng(seed), { count, box });
          for (const [n, { centreMm }] of drawn.entries()) {
            expect(Math.max(...centreMm.map(Math.abs))).toBeLessThanOrEqual(15);
            for (const other of drawn.slice(n + 1)) {
              expect(distanceMm(centreMm, other.centreMm)).toBeGreaterThanOrEqual(2.5);
            }
          }
          const more = drawMicrobleeds(anatomy, createRng(seed), { count: count + 1, box });
          expect(more.slice(0, drawn.length)).toEqual(drawn);
        }),
        { numRuns: 30 },
      );
    });
  });
});
