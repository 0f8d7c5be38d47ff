import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binaryScores, negativeClass } from "./binary-scores.js";

const counts = { truePositives: 25, falsePositives: 14, falseNegatives: 1, trueNegatives: 42 };

describe("binaryScores", () => {
  it("scores a decision from its counts", () => {
    const scores = binaryScores(counts);
    expect(scores.precision).toBe(25 / 39);
    expect(scores.recall).toBe(25 / 26);
    expect(scores.specificity).toBe(42 / 56);
    expect(scores.negativePredictiveValue).toBe(42 / 43);
    expect(scores.f1).toBe(50 / 65);
    expect(scores.accuracy).toBe(67 / 82);
    expect(scores.balancedAccuracy).toBe((25 / 26 + 0.75) / 2);
  });
  it("gives kappa by chance agreement", () => {
    const table = { truePositives: 20, falsePositives: 5, falseNegatives: 10, trueNegatives: 15 };
    expect(binaryScores(table).kappa).toBeCloseTo(0.4, 12);
  });
  it("is undefined where a class is missing", () => {
    expect(binaryScores({ ...counts, falsePositives: 0, trueNegatives: 0 }).specificity).toBeNaN();
  });
});

describe("properties", () => {
  it("the negative class has specificity for recall and keeps accuracy and kappa", () => {
    const count = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const table = { truePositives: a, falsePositives: b, falseNegatives: c, trueNegatives: d };
        const [plain, other] = [binaryScores(table), binaryScores(negativeClass(table))];
        expect(other.recall).toBe(plain.specificity);
        expect(other.precision).toBe(plain.negativePredictiveValue);
        expect(other.accuracy).toBe(plain.accuracy);
        expect(other.kappa).toBeCloseTo(plain.kappa, 12);
      }),
    );
  });
});
