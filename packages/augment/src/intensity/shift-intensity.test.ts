import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { shiftIntensity } from "./shift-intensity.js";

standardTests("shiftIntensity", {
  transform: shiftIntensity,
  options: { by: [0.1, 0.2] },
  identity: { by: 0, unit: "value" },
  moves: false,
  refused: { unit: "percent" },
});

describe("shiftIntensity", () => {
  it("adds a value, or standard deviations of the finite voxels", async () => {
    const volume = {
      data: Float32Array.of(0, 4, Number.NaN),
      shape: [3, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    expect([...(await shiftIntensity().apply(volume, { by: 3, unit: "value" })).data]).toStrictEqual([
      3,
      7,
      Number.NaN,
    ]);
    // The deviation of 0 and 4 is 2.
    const shifted = await shiftIntensity().apply(volume, { by: 3, unit: "standardDeviations" });
    expect([...shifted.data]).toStrictEqual([6, 10, Number.NaN]);
  });
});
