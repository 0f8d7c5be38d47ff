import { describe, expect, it } from "vitest";
import { classAgreement } from "./class-agreement.js";

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
