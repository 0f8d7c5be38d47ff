import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { undersampling } from "./undersampling.js";

standardTests("undersampling", {
  transform: undersampling,
  options: { share: 0.6 },
  identity: { share: 1, centre: 0.1, axis: 1, seed: 1 },
  moves: false,
  refused: { share: 0 },
});

describe("undersampling", () => {
  it("always measures the middle line: a constant image stays", async () => {
    const volume = {
      data: new Float32Array(60).fill(3),
      shape: [1, 60, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    const { data } = await undersampling().apply(volume, { share: 0.05, centre: 0, axis: 1, seed: 4 });
    for (const value of data) expect(value).toBeCloseTo(3, 5);
  });

  it("loses the energy of the lines that it drops", async () => {
    const data = new Float32Array(1000);
    data[500] = 1;
    const volume = { data, shape: [1, 1000, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await undersampling().apply(volume, { share: 0.5, centre: 0.1, axis: 1, seed: 4 });
    // A point has the same energy in every line.
    expect(Math.abs(out.reduce((sum, value) => sum + value * value, 0) - 0.5)).toBeLessThan(0.06);
  });
});
