import { describe, expect, it } from "vitest";
import { BURDEN_SCHEMES } from "./burden-class.js";
import { scanClassification } from "./scan-classification.js";

const scan = (
  referenceCount: number,
  predictionCount: number,
): { referenceCount: number; predictionCount: number } => ({
  referenceCount,
  predictionCount,
});

describe("scanClassification", () => {
  it("gives thresholds and every burden scheme", () => {
    const result = scanClassification([scan(3, 2), scan(0, 0)], {
      classificationThresholds: [1, 3],
      classifiedClass: "positive",
    });
    expect(result.thresholds.map(({ scores }) => scores.recall)).toEqual([1, 0]);
    expect(Object.keys(result.burden)).toEqual(BURDEN_SCHEMES.map(({ name }) => name));
  });
});
