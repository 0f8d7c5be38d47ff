import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { invertContrast } from "./invert-contrast.js";

standardTests("invertContrast", {
  transform: invertContrast,
  options: {},
  identity: undefined,
  moves: false,
  isFixed: true,
});

describe("invertContrast", () => {
  it("exchanges dark and bright within the range", async () => {
    const volume = { data: Float32Array.of(-1, 0, 3), shape: [3, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...(await invertContrast().apply(volume, {})).data]).toStrictEqual([3, 2, -1]);
  });
});
