import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { zeroFilling } from "./zero-filling.js";

standardTests("zeroFilling", {
  transform: zeroFilling,
  options: { share: [0.5, 0.8] },
  identity: { share: [1, 1, 1] },
  moves: false,
  refused: { share: 0 },
});

describe("zeroFilling", () => {
  it("overshoots by 9 % beside an edge, as Gibbs found", async () => {
    const data = Float32Array.from({ length: 512 }, (_, v) => (v < 256 ? 0 : 1));
    const volume = { data, shape: [512, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await zeroFilling().apply(volume, { share: [0.25, 1, 1] });
    expect(Math.max(...out)).toBeCloseTo(1.089, 2);
  });
});
