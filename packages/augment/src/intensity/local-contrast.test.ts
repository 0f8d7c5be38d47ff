import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { localContrast } from "./local-contrast.js";

standardTests("localContrast", {
  transform: localContrast,
  options: {},
  identity: { factor: 1, spacingMm: 40, seed: 1 },
  moves: false,
  identityTolerance: 2e-5,
  refused: { factor: -1 },
});

describe("localContrast", () => {
  it("pulls every voxel to the local mean with a factor of 0", async () => {
    const data = Float32Array.from({ length: 64 }, (_, v) => (v % 4 < 2 ? 10 : 20));
    const volume = { data, shape: [4, 4, 4] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await localContrast().apply(volume, { factor: 0, spacingMm: 3, seed: 1 });
    // Two control points along i, at the first and the last voxel, with the means of two voxels each.
    expect([...out.subarray(0, 4)].map((value) => Math.round(10 * value) / 10)).toStrictEqual([10, 13.3, 16.7, 20]);
  });
});
