import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { medianFilter } from "./median-filter.js";

standardTests("medianFilter", {
  transform: medianFilter,
  options: {},
  identity: { radiusVoxels: [0, 0, 0] },
  moves: false,
  refused: { radiusVoxels: [1, 1, 9] },
  isFixed: true,
});

describe("medianFilter", () => {
  it("takes single voxels away and keeps edges", async () => {
    const data = Float32Array.of(1, 1, 9, 1, 1, 5, 5, 5);
    const volume = { data, shape: [8, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await medianFilter().apply(volume, { radiusVoxels: [1, 0, 0] });
    expect([...out]).toStrictEqual([1, 1, 1, 1, 1, 5, 5, 5]);
  });
});
