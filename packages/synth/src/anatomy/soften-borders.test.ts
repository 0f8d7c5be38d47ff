import { describe, expect, it } from "vitest";
import { softenBorders } from "./soften-borders.js";

describe("softenBorders", () => {
  it("spreads a voxel over its neighbours with weights 1/8, 3/4 and 1/8 along each axis", () => {
    const data = new Float32Array(27);
    data[13] = 512;
    softenBorders(data, [3, 3, 3]);
    expect([data[13], data[12], data[10], data[4], data[3], data[0]]).toEqual([216, 36, 36, 36, 6, 1]);
    expect(data.reduce((sum, value) => sum + value, 0)).toBe(512);
  });

  it("leaves a uniform image as it is, to its edges", () => {
    const data = new Float32Array(24).fill(3);
    softenBorders(data, [2, 3, 4]);
    expect([...data]).toEqual(new Array(24).fill(3));
  });
});
