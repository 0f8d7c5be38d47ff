import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { edgeDistance } from "./edge-distance.js";
import { neighbourhood } from "./neighbourhood.js";

const shape = [9, 9, 3] as const;
const affine = affineFromSpacing([1, 1, 2]);

describe("edgeDistance", () => {
  it("is the distance in mm to the nearest voxel that is not in the mask", () => {
    const data = new Uint8Array(243).fill(1);
    data[1 + 9 * (4 + 9 * 1)] = 0;
    const mask = { data, shape, affine };
    const near = neighbourhood({ data: new Float32Array(243), shape, affine }, 4);
    expect(edgeDistance(mask, near, { i: 4, j: 4, k: 1 })).toBe(3);
    expect(edgeDistance(mask, near, { i: 1, j: 4, k: 0 })).toBe(2);
  });

  it("is the reach where the edge is further away; the edge of the grid is none", () => {
    const mask = { data: new Uint8Array(243).fill(1), shape, affine };
    const near = neighbourhood({ data: new Float32Array(243), shape, affine }, 4);
    expect(edgeDistance(mask, near, { i: 0, j: 0, k: 0 })).toBe(4);
  });
});
