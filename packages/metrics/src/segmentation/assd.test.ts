import { describe, expect, it } from "vitest";
import { assdMm } from "./assd.js";

const distances = {
  referenceToPredictionMm: Float64Array.of(0, 1),
  predictionToReferenceMm: Float64Array.of(0, 0, 4),
};
const none = { referenceToPredictionMm: new Float64Array(), predictionToReferenceMm: new Float64Array() };
const half = { ...none, referenceToPredictionMm: Float64Array.of(Number.POSITIVE_INFINITY) };

describe("assdMm", () => {
  it("averages over all surface voxels of both masks", () => {
    expect(assdMm(distances)).toBe(1);
  });
  it("is undefined for two empty masks and infinite for one", () => {
    expect(assdMm(none)).toBeNaN();
    expect(assdMm(half)).toBe(Number.POSITIVE_INFINITY);
  });
});
