import { type Affine, affineFromSpacing, type Shape, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headCentre } from "./head-centre.js";

/** Bright where `inside` says so, on a background of noise. */
function image(shape: Shape, affine: Affine, inside: (world: WorldPoint) => boolean): Volume {
  const data = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) => {
    const world = voxelToWorld(affine, [
      v % shape[0],
      Math.floor(v / shape[0]) % shape[1],
      Math.floor(v / (shape[0] * shape[1])),
    ]);
    return inside(world) ? 100 : (v * 7919) % 5;
  });
  return { data, shape, affine };
}

function expectNear(actual: WorldPoint | undefined, [x, y, z]: WorldPoint, mm: number): void {
  expect(Math.hypot((actual?.[0] ?? 999) - x, (actual?.[1] ?? 999) - y, (actual?.[2] ?? 999) - z)).toBeLessThan(mm);
}

const ball =
  (centre: WorldPoint, radiusMm: number) =>
  (world: WorldPoint): boolean =>
    Math.hypot(world[0] - centre[0], world[1] - centre[1], world[2] - centre[2]) <= radiusMm;

describe("headCentre", () => {
  it("is the middle of the box around the head, whatever lies elsewhere", () => {
    const affine = affineFromSpacing([2, 2, 5], [-80, -90, -50]);
    const head = ball([6, -4, 10], 50);
    const ghost = ball([70, 80, 40], 3);
    expectNear(headCentre(image([80, 90, 25], affine, (at) => head(at) || ghost(at))), [6, -4, 10], 3);
  });

  it("is not pulled down by a neck", () => {
    const affine = affineFromSpacing([4, 4, 4], [-100, -100, -200]);
    const head = ball([0, 0, 60], 80);
    const neck = ([x, y, z]: WorldPoint): boolean => Math.hypot(x, y) < 45 && z < 60;
    const [, , z] = headCentre(image([50, 50, 90], affine, (at) => head(at) || neck(at))) ?? [];
    expect(z).toBeGreaterThan(45);
    expect(z).toBeLessThan(75);
  });

  it("finds the middle of two slices", () => {
    const affine = affineFromSpacing([3, 3, 6], [-75, -75, 20]);
    expectNear(headCentre(image([50, 50, 2], affine, ball([0, 5, 23], 50))), [0, 5, 23], 5);
  });

  it("is the same for affines that differ in the last digits of a float32", () => {
    const shape = [40, 44, 30] as const;
    const centres = [-1e-7, 0, 1e-7].map((change) => {
      const spacingMm = 2 * (1 + change);
      const volume = image(shape, affineFromSpacing([2, 2, 2], [-40, -44, -30]), ball([0.5, 1, -2], 24.2));
      return headCentre({ ...volume, affine: affineFromSpacing([spacingMm, spacingMm, 2], [-40, -44, -30]) });
    });
    expect(centres[0]).toEqual(centres[1]);
    expect(centres[2]).toEqual(centres[1]);
  });

  it("has none in a plain image, nor where nothing is finite", () => {
    const affine = affineFromSpacing([1, 1, 1]);
    const shape = [4, 4, 4] as const;
    expect(headCentre({ data: new Float32Array(64).fill(3), shape, affine })).toBeUndefined();
    expect(headCentre({ data: new Float32Array(64).fill(Number.NaN), shape, affine })).toBeUndefined();
  });

  describe("properties", () => {
    it("is the same place in any orientation", () => {
      fc.assert(
        fc.property(arbitraryAffine(), (affine) => {
          const shape = [24, 26, 22] as const;
          const centre = voxelToWorld(affine, [11, 13, 10]);
          const steps = [0, 1, 2].map((c) => Math.hypot(...[0, 4, 8].map((r) => affine[r + c] as number)));
          const radius = 8 * Math.max(...steps);
          expectNear(headCentre(image(shape, affine, ball(centre, radius))), centre, 2 * Math.max(...steps) + 4);
        }),
        { numRuns: 30 },
      );
    });
  });
});
