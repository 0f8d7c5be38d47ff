import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { neighbourhood } from "./neighbourhood.js";
import { ringAround } from "./ring.js";

const shape = [11, 11, 1] as const;
const affine = affineFromSpacing([1, 1, 1]);
const at = { i: 5, j: 5, k: 0 };

describe("ringAround", () => {
  it("takes the median and the spread of what lies between the two distances", () => {
    const data = new Float32Array(121).fill(9);
    const near = neighbourhood({ data, shape, affine }, 5);
    // the four voxels at 2 mm hold 1, 2, 3 and 10
    for (const [n, v] of [58, 62, 38, 82].entries()) data[v] = [1, 2, 3, 10][n] ?? 0;
    const mask = { data: new Uint8Array(121).fill(1), shape, affine };
    const ring = ringAround({ data, shape, affine }, mask, { at, near, fromMm: 1.9, toMm: 2.1 });
    expect(ring.median).toBe(3);
    expect(ring.deviation).toBeCloseTo(1.4826 * 2, 6);
    expect(ring.darkTenth).toBe(3);
  });

  it("sees nothing outside of the mask", () => {
    const data = new Float32Array(121).fill(9);
    const near = neighbourhood({ data, shape, affine }, 5);
    const mask = { data: new Uint8Array(121), shape, affine };
    const ring = ringAround({ data, shape, affine }, mask, { at, near, fromMm: 1, toMm: 3 });
    expect(ring).toEqual({ median: 0, deviation: 0, darkTenth: 0 });
  });
});
