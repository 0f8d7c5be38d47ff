import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { swapPatches } from "./swap-patches.js";

standardTests("swapPatches", {
  transform: swapPatches,
  options: { sizeVoxels: 4, count: 5 },
  identity: { sizeVoxels: [3, 3, 3], pairs: [] },
  moves: false,
  refused: { count: -1 },
});

describe("swapPatches", () => {
  const line = {
    data: Float32Array.of(0, 1, 2, 3, 4, 5),
    shape: [6, 1, 1] as const,
    affine: affineFromSpacing([1, 1, 1]),
  };

  it("exchanges two patches, also ones that are larger than an axis", async () => {
    const pairs = [
      [
        [0, 0, 0],
        [1, 0, 0],
      ],
    ] as const;
    const { data } = await swapPatches().apply(line, { sizeVoxels: [2, 9, 9], pairs });
    expect([...data]).toStrictEqual([4, 5, 2, 3, 0, 1]);
  });

  it("leaves patches that overlap where they are", async () => {
    const pairs = [
      [
        [0, 0, 0],
        [0.4, 0, 0],
      ],
    ] as const;
    expect([...(await swapPatches().apply(line, { sizeVoxels: [3, 1, 1], pairs })).data]).toStrictEqual([...line.data]);
  });
});
