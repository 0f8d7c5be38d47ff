import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { invertedGamma } from "./inverted-gamma.js";

standardTests("invertedGamma", {
  transform: invertedGamma,
  options: { gamma: [1.2, 1.5] },
  identity: { gamma: 1, retainStatistics: false },
  moves: false,
  refused: { gamma: -1 },
});

describe("invertedGamma", () => {
  it("raises from the bright end, and inverts nothing", async () => {
    const volume = {
      data: Float32Array.of(10, 20, 30),
      shape: [3, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    const { data } = await invertedGamma().apply(volume, { gamma: 3, retainStatistics: false });
    expect([...data]).toStrictEqual([10, 27.5, 30]);
  });
});
