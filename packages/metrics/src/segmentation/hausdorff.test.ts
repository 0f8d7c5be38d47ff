import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { hausdorff95Mm, hausdorffMm } from "./hausdorff.js";

const distances = {
  referenceToPredictionMm: Float64Array.of(0, 1),
  predictionToReferenceMm: Float64Array.of(0, 0, 4),
};
const none = { referenceToPredictionMm: new Float64Array(), predictionToReferenceMm: new Float64Array() };
const half = { ...none, referenceToPredictionMm: Float64Array.of(Number.POSITIVE_INFINITY) };

describe("hausdorffMm", () => {
  it("is the larger of two directed percentiles", () => {
    expect(hausdorffMm(distances, 100)).toBe(4);
    expect(hausdorffMm(distances, 50)).toBe(0.5);
    expect(hausdorff95Mm(distances)).toBeCloseTo(3.6, 12);
  });
  it("is undefined for two empty masks and infinite for one", () => {
    expect(hausdorff95Mm(none)).toBeNaN();
    expect(hausdorff95Mm(half)).toBe(Number.POSITIVE_INFINITY);
  });
  it("refuses a percentile out of range", () => {
    for (const percentile of [-1, 101, Number.NaN]) {
      expect(() => hausdorffMm(distances, percentile)).toThrow(
        expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
      );
    }
  });
});
