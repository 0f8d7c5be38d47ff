import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { contrast } from "./contrast.js";

standardTests("contrast", {
  transform: contrast,
  options: { factor: [1.2, 1.3] },
  identity: { factor: 1, preserveRange: true },
  moves: false,
  refused: { factor: -1 },
});

describe("contrast", () => {
  it("multiplies differences to the mean, within the range that was", async () => {
    const volume = {
      data: Float32Array.of(0, 4, 8, 12),
      shape: [4, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    expect([...(await contrast().apply(volume, { factor: 1.5, preserveRange: true })).data]).toStrictEqual([
      0, 3, 9, 12,
    ]);
    expect([...(await contrast().apply(volume, { factor: 1.5, preserveRange: false })).data]).toStrictEqual([
      -3, 3, 9, 15,
    ]);
  });
});
