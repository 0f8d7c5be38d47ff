import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { biasField } from "./bias-field.js";

standardTests("biasField", {
  transform: biasField,
  options: {},
  identity: { order: 3, coefficients: Array.from({ length: 20 }, () => 0) },
  moves: false,
  refused: { order: 1.5 },
});

describe("biasField", () => {
  const flat = { data: new Float32Array(60).fill(1), shape: [5, 4, 3] as const, affine: affineFromSpacing([1, 1, 1]) };

  it("is the exponential of a polynomial from −1 to 1, the power of z fastest", async () => {
    const { data } = await biasField().apply(flat, { order: 1, coefficients: [0.1, 0.2, 0.3, 0.4] });
    expect(data[0]).toBeCloseTo(Math.exp(0.1 - 0.2 - 0.3 - 0.4), 6);
    expect(data[59]).toBeCloseTo(Math.exp(0.1 + 0.2 + 0.3 + 0.4), 6);
    expect(data[4]).toBeCloseTo(Math.exp(0.1 - 0.2 - 0.3 + 0.4), 6);
  });

  it("gives the same for orders that are written out and those that are not", async () => {
    const up = (order: number): number => ((order + 1) * (order + 2) * (order + 3)) / 6;
    const { data } = await biasField().apply(flat, {
      order: 5,
      coefficients: Array.from({ length: up(5) }, () => 0.05),
    });
    // At the last voxel every power is 1.
    expect(data[59]).toBeCloseTo(Math.exp(0.05 * up(5)), 4);
  });
});
