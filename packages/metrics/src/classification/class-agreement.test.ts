import { describe, expect, it } from "vitest";
import { BURDEN_SCHEMES } from "./burden-class.js";
import { classAgreement } from "./class-agreement.js";
import { scanClassification } from "./scan-classification.js";

const scan = (
  referenceCount: number,
  predictionCount: number,
): { referenceCount: number; predictionCount: number } => ({
  referenceCount,
  predictionCount,
});
const scheme = { name: "own", from: [0, 1, 5], labels: ["0", "1-4", ">=5"], source: "test" };

describe("classAgreement", () => {
  it("tables classes by reference and prediction", () => {
    const { table, accuracy } = classAgreement([scan(0, 0), scan(1, 7), scan(6, 6), scan(2, 3)], scheme);
    expect(table).toEqual([
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
    expect(accuracy).toBe(0.75);
  });
  it("weighs far classes more in the quadratic kappa", () => {
    const near = classAgreement([scan(0, 1), scan(1, 1), scan(9, 9)], scheme);
    const far = classAgreement([scan(0, 9), scan(1, 1), scan(9, 9)], scheme);
    expect(near.accuracy).toBe(far.accuracy);
    expect(near.quadraticKappa).toBeGreaterThan(far.quadraticKappa);
  });
  it("has no kappa for a single scan", () => {
    expect(classAgreement([scan(1, 1)], scheme).kappa).toBeNaN();
    expect(classAgreement([], scheme).accuracy).toBeNaN();
  });
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
