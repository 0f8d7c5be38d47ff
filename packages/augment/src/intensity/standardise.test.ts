import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { standardise } from "./standardise.js";

standardTests("standardise", {
  transform: standardise,
  options: {},
  identity: undefined,
  moves: false,
  refused: { over: "brain" },
  isFixed: true,
});

describe("standardise", () => {
  it("gives zero mean and unit variance, over all voxels or those that are not 0", async () => {
    const volume = {
      data: Float32Array.of(0, 0, 2, 4),
      shape: [4, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    expect([...(await standardise().apply(volume, { over: "nonzero" })).data]).toStrictEqual([-3, -3, -1, 1]);
    const all = (await standardise().apply(volume, { over: "all" })).data;
    expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
    expect(all.reduce((sum, value) => sum + value * value, 0) / 4).toBeCloseTo(1, 6);
  });

  it("makes an image of one value 0", async () => {
    const volume = { data: Float32Array.of(7, 7), shape: [2, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...(await standardise().apply(volume, { over: "all" })).data]).toStrictEqual([0, 0]);
  });
});
