import { affineFromSpacing, type Mask, spacing } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceTransform } from "./distance-transform.js";

/** Every voxel against every background voxel. */
function nearestBackgroundMm({ data, shape: [ni, nj], affine }: Mask): number[] {
  const [di, dj, dk] = spacing(affine);
  const at = (v: number): readonly [number, number, number] => [
    (v % ni) * di,
    (Math.floor(v / ni) % nj) * dj,
    Math.floor(v / (ni * nj)) * dk,
  ];
  const background = [...data.keys()].filter((v) => data[v] === 0).map(at);
  return [...data.keys()].map((v) => {
    const [x, y, z] = at(v);
    return Math.min(Number.POSITIVE_INFINITY, ...background.map(([a, b, c]) => Math.hypot(x - a, y - b, z - c)));
  });
}

describe("distanceTransform", () => {
  it("is 0 in the background and counts from voxel centre to voxel centre in mm", () => {
    const mask = {
      data: Uint8Array.of(0, 1, 1, 1, 1, 0),
      shape: [6, 1, 1] as const,
      affine: affineFromSpacing([0.5, 1, 1]),
    };
    expect([...distanceTransform(mask).data]).toEqual([0, 0.5, 1, 1, 0.5, 0]);
  });

  it("takes what is outside of the grid for neither foreground nor background", () => {
    const mask = { data: Uint8Array.of(1, 1, 1, 0), shape: [4, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...distanceTransform(mask).data]).toEqual([3, 2, 1, 0]);
  });

  it("is infinite where there is no background at all", () => {
    const mask = { data: new Uint8Array(8).fill(1), shape: [2, 2, 2] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect(distanceTransform(mask).data.every((mm) => mm === Number.POSITIVE_INFINITY)).toBe(true);
  });

  describe("properties", () => {
    it("is the distance to the nearest background voxel, found by trying all", () => {
      fc.assert(
        fc.property(arbitraryMask({ maxLength: 6 }), (mask) => {
          const expected = nearestBackgroundMm(mask);
          distanceTransform(mask).data.forEach((mm, v) => {
            if (mm !== expected[v]) expect(Math.abs(mm / (expected[v] as number) - 1)).toBeLessThan(1e-6);
          });
        }),
        { numRuns: 300 },
      );
    });
  });
});
