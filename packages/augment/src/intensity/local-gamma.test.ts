import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { localGamma } from "./local-gamma.js";

standardTests("localGamma", {
  transform: localGamma,
  options: {},
  identity: { gamma: 1, spacingMm: 40, seed: 1 },
  moves: false,
  identityTolerance: 2e-5,
  refused: { gamma: 0 },
});

describe("localGamma", () => {
  it("equals a power of the rescaled image where all control points have one exponent", async () => {
    const data = Float32Array.from({ length: 60 }, (_, v) => v);
    const volume = { data, shape: [5, 4, 3] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await localGamma().apply(volume, { gamma: 2.5, spacingMm: 2, seed: 1 });
    for (const [v, value] of out.entries()) expect(value).toBeCloseTo(59 * (v / 59) ** 2.5, 4);
  });
});
