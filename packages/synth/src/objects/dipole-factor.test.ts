import type { WorldPoint } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phasePerPpm } from "../physics/phase-per-ppm.js";
import { sphereFieldPpm } from "../physics/sphere-field.js";
import { type DipoleFactor, dipoleFactor } from "./dipole-factor.js";
import type { DipoleSphere } from "./scene-object.js";

const SETTINGS = { echoTimeMs: 20, fieldStrengthT: 3, b0Direction: [0, 0, 1] } as const;

function gridOf(size: number, spacingMm = 0.5): { shape: [number, number, number]; affine: typeof AFFINE } {
  const origin = -0.5 * spacingMm * (size - 1);
  const affine = [...AFFINE] as unknown as number[];
  for (const axis of [0, 1, 2]) {
    affine[5 * axis] = spacingMm;
    affine[4 * axis + 3] = origin;
  }
  return { shape: [size, size, size], affine: affine as unknown as typeof AFFINE };
}
const AFFINE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] as const;

const ball = (radiusMm: number, susceptibilityPpm: number, centreMm: WorldPoint = [0, 0, 0]): DipoleSphere => ({
  centreMm,
  radiusMm,
  susceptibilityPpm,
  protonDensity: 1,
});

function at(factor: DipoleFactor, voxel: readonly number[]): [number, number] {
  const [i, j, k] = voxel.map((value, axis) => value - (factor.start[axis] ?? 0)) as [number, number, number];
  const v = i + factor.shape[0] * (j + factor.shape[1] * k);
  return [factor.real[v] ?? Number.NaN, factor.imaginary[v] ?? Number.NaN];
}

/** Apparent radius in mm (20 % of the signal lost) and peak depth after averaging the complex factor over image voxels. */
function bloom(sphere: DipoleSphere, settings: typeof SETTINGS | typeof LATE, [dx, dz]: readonly [number, number]) {
  const grid = gridOf(160, 0.25);
  const factor = dipoleFactor([sphere], grid, settings);
  if (factor === undefined) throw new Error("the ball lies in the grid");
  const per = [dx / 0.25, dx / 0.25, dz / 0.25];
  const sums = new Map<string, [number, number]>();
  for (let k = 0, v = 0; k < factor.shape[2]; k++) {
    for (let j = 0; j < factor.shape[1]; j++) {
      for (let i = 0; i < factor.shape[0]; i++, v++) {
        const place = [i, j, k].map((value, axis) =>
          Math.floor((value + (factor.start[axis] ?? 0) - 80) / (per[axis] ?? 1)),
        );
        const sum = sums.get(place.join()) ?? [0, 0];
        sum[0] += 1 - (factor.real[v] ?? 0);
        sum[1] -= factor.imaginary[v] ?? 0;
        sums.set(place.join(), sum);
      }
    }
  }
  const share = 1 / per.reduce((product, value) => product * value, 1);
  const depths = [...sums.values()].map(([re, im]) => 1 - Math.hypot(1 - share * re, share * im));
  const volume = depths.filter((depth) => depth >= 0.2).length * dx * dx * dz;
  return { radius: Math.cbrt((3 * volume) / (4 * Math.PI)), depth: Math.max(...depths) };
}
const LATE = { echoTimeMs: 40, fieldStrengthT: 3, b0Direction: [0, 0, 1] } as const;

describe("dipoleFactor", () => {
  it("turns the phase by the field of a sphere", () => {
    const factor = dipoleFactor([ball(0.5, 0.5)], gridOf(41), SETTINGS);
    const [real, imaginary] = factor === undefined ? [0, 0] : at(factor, [20, 20, 24]);
    const field = sphereFieldPpm([0, 0, 2], { radiusMm: 0.5, susceptibilityPpm: 0.5 });
    expect(Math.atan2(imaginary, real)).toBeCloseTo(phasePerPpm(SETTINGS) * field, 2);
  });

  it("blooms as the table of an independent simulation says", () => {
    // Radius mm, ppm, settings, spacing mm; then apparent radius in mm and depth, as in blooming.test.ts.
    const rows = [
      [0.3, 1, SETTINGS, [0.5, 1], 0.78, 0.3],
      [0.5, 1, SETTINGS, [0.5, 1], 1.13, 0.65],
      [0.5, 1, LATE, [0.5, 2], 1.42, 0.5],
      [1, 0.5, SETTINGS, [1, 2], 1.56, 0.45],
      [1, 1, LATE, [0.5, 2], 2.32, 0.87],
    ] as const;
    for (const [radiusMm, ppm, settings, spacingMm, radius, depth] of rows) {
      const seen = bloom(ball(radiusMm, ppm), settings, spacingMm);
      expect(Math.abs(seen.radius - radius), `radius ${seen.radius} for ${radius}`).toBeLessThan(0.09);
      expect(Math.abs(seen.depth - depth), `depth ${seen.depth} for ${depth}`).toBeLessThan(0.06);
    }
  });

  it("is the same for the same product of field and echo time", () => {
    const high = dipoleFactor([ball(0.6, 1)], gridOf(21), SETTINGS);
    const low = dipoleFactor([ball(0.6, 1)], gridOf(21), { ...SETTINGS, fieldStrengthT: 1.5, echoTimeMs: 40 });
    expect(low).toEqual(high);
  });

  it("shows no edge of its box", () => {
    const factor = dipoleFactor([ball(2.5, 2)], gridOf(121), SETTINGS);
    const { start, shape } = factor ?? { start: [0, 0, 0], shape: [0, 0, 0] };
    if (factor === undefined) throw new Error("the ball lies in the grid");
    for (const axis of [0, 1, 2]) {
      const edge = [60, 60, 60];
      edge[axis] = start[axis] ?? 0;
      expect(Math.abs(Math.atan2(...(at(factor, edge).reverse() as [number, number])))).toBeLessThan(0.01);
    }
    expect(shape[0]).toBeLessThan(100);
  });

  it("misses a grid that lies far away", () => {
    expect(dipoleFactor([ball(0.5, 1, [200, 0, 0])], gridOf(9), SETTINGS)).toBeUndefined();
  });

  it("refuses a ball without a size", () => {
    expect(() => dipoleFactor([ball(0, 1)], gridOf(9), SETTINGS)).toThrowError(/radius of 0 mm/);
  });

  it.each([
    ["susceptibility", ball(1, Number.NaN)],
    ["centre", ball(1, 1, [Number.NaN, 0, 0])],
    ["radius", ball(Number.POSITIVE_INFINITY, 1)],
    ["water", { ...ball(1, 1), protonDensity: Number.NaN }],
  ])("refuses a ball whose %s is not finite", (_, sphere) => {
    const error = expect.objectContaining({ code: "INVALID_ARGUMENT" });
    expect(() => dipoleFactor([sphere], gridOf(9), SETTINGS)).toThrow(error);
  });

  describe("properties", () => {
    it("never gives more than there was, and a calcification turns the phase the other way", () => {
      fc.assert(
        fc.property(
          fc.double({ min: 0.2, max: 2, noNaN: true }),
          fc.double({ min: 0.2, max: 2.5, noNaN: true }),
          (radiusMm, ppm) => {
            const iron = dipoleFactor([ball(radiusMm, ppm)], gridOf(15), SETTINGS);
            const calcium = dipoleFactor([ball(radiusMm, -ppm)], gridOf(15), SETTINGS);
            if (iron === undefined || calcium === undefined) throw new Error("the balls lie in the grid");
            for (const [v, re] of iron.real.entries()) {
              const im = iron.imaginary[v] ?? 0;
              if (Math.hypot(re, im) > 1 + 1e-6) return false;
              if (Math.abs(re - (calcium.real[v] ?? 0)) > 1e-6) return false;
              if (Math.abs(im + (calcium.imaginary[v] ?? 0)) > 1e-6) return false;
            }
            return true;
          },
        ),
        { numRuns: 20 },
      );
    });

    it("follows B0 when world and field are turned together", () => {
      const along = dipoleFactor([ball(0.6, 1)], gridOf(15), SETTINGS);
      const across = dipoleFactor([ball(0.6, 1)], gridOf(15), { ...SETTINGS, b0Direction: [1, 0, 0] });
      if (along === undefined || across === undefined) throw new Error("the balls lie in the grid");
      fc.assert(
        fc.property(fc.tuple(fc.nat(14), fc.nat(14), fc.nat(14)), ([i, j, k]) => {
          expect(at(across, [k, j, i])[1]).toBeCloseTo(at(along, [i, j, k])[1], 6);
        }),
      );
    });
  });
});
