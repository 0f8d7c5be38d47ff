import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { surfaceDice } from "./surface-dice.js";

const distances = {
  referenceToPredictionMm: Float64Array.of(0, 1),
  predictionToReferenceMm: Float64Array.of(0, 0, 4),
};
const none = { referenceToPredictionMm: new Float64Array(), predictionToReferenceMm: new Float64Array() };
const half = { ...none, referenceToPredictionMm: Float64Array.of(Number.POSITIVE_INFINITY) };

describe("surfaceDice", () => {
  it("counts a distance at the tolerance", () => {
    expect(surfaceDice(distances, 1)).toBe(0.8);
    expect(surfaceDice(distances, 0.99)).toBe(0.6);
  });
  it("is undefined for two empty masks and 0 for one", () => {
    expect(surfaceDice(none, 1)).toBeNaN();
    expect(surfaceDice(half, 1)).toBe(0);
  });
  it("refuses a tolerance out of range", () => {
    for (const tolerance of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => surfaceDice(distances, tolerance)).toThrow(
        expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
      );
    }
  });
});
