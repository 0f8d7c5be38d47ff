import { describe, expect, it } from "vitest";
import type { Affine } from "../volume.js";
import { axisDirections } from "./axis-directions.js";

const turned = (degrees: number): Affine => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
};

describe("axisDirections", () => {
  it("gives the world axis and sign of each voxel axis", () => {
    expect(axisDirections([0, 0, -3, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1])).toEqual([
      { world: 1, sign: 1 },
      { world: 2, sign: -1 },
      { world: 0, sign: -1 },
    ]);
  });

  it("changes axes just past 45°, and keeps them in order at 45° itself", () => {
    const worlds = (degrees: number): number[] => axisDirections(turned(degrees)).map(({ world }) => world);
    expect(worlds(44.9)).toEqual([0, 1, 2]);
    expect(worlds(45)).toEqual([0, 1, 2]);
    expect(worlds(45.1)).toEqual([1, 0, 2]);
  });

  it("lets the axis that lies closest to a world axis choose first", () => {
    // i prefers x (0.8), but j lies closer to it (0.9), so i takes y.
    const affine: Affine = [0.8, -0.9, 0.1, 0, 0.6, 0.3, 0.2, 0, 0, 0.3, 1, 0, 0, 0, 0, 1];
    expect(axisDirections(affine).map(({ world }) => world)).toEqual([1, 0, 2]);
  });

  it("removes shear before it chooses", () => {
    // By the columns alone, i takes x, j takes y and k takes z.
    const affine: Affine = [-0.7, 0.8, -0.7, 0, 0.5, -0.4, -0.3, 0, 0.1, 0.9, -1, 0, 0, 0, 0, 1];
    expect(axisDirections(affine).map(({ world }) => world)).toEqual([0, 2, 1]);
  });

  it("refuses axes without a direction of their own", () => {
    expect(() => axisDirections([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])).toThrow(
      expect.objectContaining({ code: "SINGULAR_AFFINE", message: expect.stringMatching(/^axisDirections: /) }),
    );
  });
});
