import { describe, expect, it } from "vitest";
import { linearRowInto, nearestRowInto } from "./point-rows.js";

const shape = [3, 2, 2] as const;
/** i + 10 j + 100 k at each voxel. */
const source = Float32Array.from(
  { length: 12 },
  (_, v) => (v % 3) + 10 * (Math.floor(v / 3) % 2) + 100 * Math.floor(v / 6),
);
const positions = {
  i: Float64Array.of(0, 0.25, 1.5, 2),
  j: Float64Array.of(0, 0.5, 1, 0.25),
  k: Float64Array.of(0, 1, 0.5, 0.75),
};

describe("linearRowInto", () => {
  it("interpolates between eight voxels at each position of a span, and leaves the rest alone", () => {
    const out = new Float32Array(6).fill(-1);
    linearRowInto({ source, shape, positions, start: 1, from: 0, to: 3 }, out);
    expect([...out]).toStrictEqual([-1, 0, 105.25, 61.5, -1, -1]);
  });
});

describe("nearestRowInto", () => {
  it("takes the nearest voxel, halves up", () => {
    const out = new Float32Array(4);
    nearestRowInto({ source, shape, positions, start: 0, from: 0, to: 4 }, out);
    expect([...out]).toStrictEqual([0, 110, 112, 102]);
  });
});
