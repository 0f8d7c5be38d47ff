import { affineFromSpacing, type Mask, voxelToWorld, type WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { fitMidline, rightOfMidline } from "./midline.js";

/** An ellipsoid of 66, 84 and 60 mm whose middle plane is x = 5 + 0.1 y − 0.05 z. */
function brain(extent: (world: WorldPoint) => boolean = () => true): Mask {
  const shape = [96, 112, 96] as const;
  const affine = affineFromSpacing([2, 2, 2], [-95, -111, -95]);
  const data = Uint8Array.from({ length: 96 * 112 * 96 }, (_, v) => {
    const world = voxelToWorld(affine, [v % 96, Math.floor(v / 96) % 112, Math.floor(v / (96 * 112))]);
    const [x, y, z] = world;
    const side = x - (5 + 0.1 * y - 0.05 * z);
    return Math.hypot(side / 66, y / 84, z / 60) <= 1 && extent(world) ? 1 : 0;
  });
  return { data, shape, affine };
}

describe("fitMidline", () => {
  it.each<[string, Mask]>([
    ["a whole brain", brain()],
    ["a brain of which the top was not scanned", brain(([, , z]) => z < 10)],
  ])("follows %s that is turned and tilted", (_, mask) => {
    const midline = fitMidline(mask);
    expect(midline.offset).toBeCloseTo(5, 0);
    expect(midline.perY).toBeCloseTo(0.1, 1);
    expect(rightOfMidline(midline, [5 + 4, 40, 0])).toBeCloseTo(0, 0);
    expect(rightOfMidline(midline, [-30, 0, 0])).toBeLessThan(-30);
    expect(rightOfMidline(midline, [30, 0, 0])).toBeGreaterThan(20);
  });

  it("is the middle of what there is where rows are narrow, and 0 in an empty mask", () => {
    const affine = affineFromSpacing([2, 2, 2], [10, 0, 0]);
    const small = { data: Uint8Array.of(0, 1, 1, 0), shape: [4, 1, 1] as const, affine };
    expect(fitMidline(small)).toEqual({ offset: 13, perY: 0, perZ: 0 });
    expect(fitMidline({ ...small, data: new Uint8Array(4) })).toEqual({ offset: 0, perY: 0, perZ: 0 });
  });
});
